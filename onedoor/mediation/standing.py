"""Where an actor stands to a mediation: the words of a refusal, or nothing when they stand right."""

from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed
from onedoor.mediation.asked_once import once
from onedoor.mediation.lifecycle import BEFORE
from onedoor.mediation.models import File, Guest, Mediation, Note, Offer, Session, Side

# What stands in the volume about one side alone: its card, where it lives, who speaks for it.
OF_ONE_SIDE = (File.Kind.APPLICATION, File.Kind.IDENTITY, File.Kind.AUTHORITY, File.Kind.ADDRESS)


# What is signed on paper names its sides and where they live; scanned, nothing of it can be left out.
SIGNED_ON_PAPER = (
    *(File.Kind.RIGHTS, File.Kind.INVESTIGATION, File.Kind.RECORD, File.Kind.UNDISPUTED, File.Kind.AGREEMENT),
    *(File.Kind.ORAL, File.Kind.FAILURE, File.Kind.CONFIRMATION, File.Kind.VISIT),
)


def insist(refusal: str) -> None:
    """Refuse when there are words of refusal."""
    if refusal:
        raise NotAllowed(refusal)


def is_desk(mediation: Mediation, by) -> bool:
    """Whoever keeps the desk of the committee that has it; before one has it, whoever took it down."""
    if not by.holds("mediation.accept"):
        return False
    if mediation.committee is None:
        return mediation.post.org_id == by.post.org_id
    return mediation.committee.org_id == by.post.org_id


def mediates(mediation: Mediation, by) -> bool:
    """Whoever it was assigned to, and nobody in their place."""
    if by.staff is None or not by.holds("mediation.mediate"):
        return False
    found = mediation.assignments.filter(until=None, mediator__staff=by.staff)
    return once(mediation, f"mediates {by.staff.pk}", found.exists)


def side_of(mediation: Mediation, by) -> Side | None:
    """The side that a resident stands on: the party whose slip was used, their own or that of what was referred from; or
    with the case's own slip, which is the first applicant's."""
    if by.staff is not None or mediation.case_id not in by.case_ids:
        return None
    own = by.party_in(mediation.case_id)
    sides = Side.objects.filter(mediation=mediation, party__until=None)
    return sides.filter(party=own).first() if own else sides.filter(party__since=None).first()


def may_register(by) -> str:
    return "" if by.trusted or by.holds("mediation.register") else _("您现在的岗位不登记调解申请。")


def may_keep(mediation: Mediation, by) -> str:
    return "" if is_desk(mediation, by) else _("这件调解由承接的调解组织办理。")


def may_mediate(mediation: Mediation, by) -> str:
    return "" if mediates(mediation, by) else _("这一步由指派的调解员本人办理。")


def may_handle(mediation: Mediation, by) -> str:
    """Whoever mediates, or the desk of the committee."""
    if is_desk(mediation, by) or mediates(mediation, by):
        return ""
    return _("这一步由承接的调解组织或者指派的调解员办理。")


def may_read(mediation: Mediation, by) -> str:
    """Who opens the file: the desk, the mediators, and who was asked to take part, as long as that lasts."""
    if mediates(mediation, by) or is_desk(mediation, by):
        return ""
    return _("调解的内容只有承办的调解员和调解组织能看（《人民调解法》第十五条）。")


def may_add_file(mediation: Mediation, by, drawer=None) -> str:
    """Whoever handles it; a side into what is shared, or into its own drawer."""
    if drawer is not None and not mediates(mediation, by):
        own = side_of(mediation, by)
        return "" if own and own.pk == drawer.side_id else _("只有这一方本人和调解员能往抽屉里放材料。")
    if side_of(mediation, by) or mediates(mediation, by) or is_desk(mediation, by):
        return ""
    return _("这一步由承接的调解组织或者指派的调解员办理。")


def may_read_file(file, by) -> str:
    """What is shared is read by whoever reads the mediation, and by the sides; a drawer's by its side and who mediates."""
    mediation, own = file.mediation, side_of(file.mediation, by)
    if file.drawer_id is not None:
        is_own = own is not None and own.pk == file.drawer_id
        is_read = is_own or reads_drawer(file.drawer, file.added_at, by)
        return "" if is_read else _("这份材料只有提交的一方和调解员能看。")
    if own is None:
        return may_read(mediation, by)
    is_anothers = file.side_id != own.pk and file.kind in OF_ONE_SIDE
    is_kept = is_anothers or veils(file, own, veiled_until(mediation, own))
    return _("这份材料只有提交的一方和调解员能看。") if is_kept else ""


def veiled_until(mediation: Mediation, own: Side):
    """Until when another side's address may stand in what was signed on paper: that side asked then to be protected."""
    asked = mediation.case.events.filter(verb="mediation.protected").exclude(facts__side=own.place)
    return asked.order_by("-at").values_list("at", flat=True).first()


def veils(file, own: Side, until) -> bool:
    """Whether this scan is kept from this side. What is made or scanned afterwards leaves the address out, and is shown."""
    if until is None or file.added_at > until or file.side_id == own.pk:
        return False
    return file.origin == File.Origin.SCAN and file.kind in SIGNED_ON_PAPER


def may_file(mediation: Mediation, by) -> str:
    """Whoever keeps the desk of its committee and may close volumes."""
    if by.holds("mediation.file") and is_desk(mediation, by):
        return ""
    return _("立卷归档由承接的调解组织办理。")


def may_speak_for(mediation: Mediation, side: Side, by) -> str:
    """A side for itself; or whoever handles it, who writes down what the side said."""
    if by.staff is None:
        own = side_of(mediation, by)
        return "" if own and own.pk == side.pk else _("只能为自己这一方提出。")
    return may_handle(mediation, by)


def reads_drawer(drawer, at, by) -> bool:
    """Whoever mediates reads what was put there while they did, or was there before anybody mediated; the rest when the
    drawer was handed on to them, by another's hand (safeguards C.6)."""
    mediation = drawer.side.mediation
    if not mediates(mediation, by):
        return False
    own = mediation.assignments.filter(until=None, mediator__staff=by.staff)
    mine = once(mediation, f"since {by.staff.pk}", lambda: own.earliest("since"))
    if mine.since <= at:
        return True
    before = mediation.assignments.filter(since__lt=mine.since).exclude(mediator=mine.mediator_id)
    if not once(mediation, f"before {by.staff.pk}", before.exists):
        return True
    return drawer.handings.filter(taker=by.staff, taken_at__gte=at).exists()


def may_open_note(note: Note, by) -> str:
    """Whoever mediates; the side itself reads what it wrote and what was answered to it, and not what was noted of it."""
    own = side_of(note.drawer.side.mediation, by)
    if own and own.pk == note.drawer_id and note.kind in (Note.Kind.MESSAGE, Note.Kind.ANSWER):
        return ""
    if reads_drawer(note.drawer, note.at, by):
        return ""
    return _("抽屉里的内容只有承办的调解员能看；换了人的，要先交接（《人民调解法》第十五条）。")


def known_of(mediation: Mediation, offers: list[Offer], by) -> list[Offer]:
    """Of these offers those that one may know. Untold an offer is its giver's and the mediator's; told, also theirs to whom it
    was made, and the desk's."""
    own, has_desk, has_it = side_of(mediation, by), is_desk(mediation, by), mediates(mediation, by)

    def knows(one: Offer) -> bool:
        if own:
            return one.side_id == own.pk or (one.told_at is not None and one.to_id in (None, own.pk))
        if one.told_at or one.side is None:
            return has_it or (has_desk and one.told_at is not None)
        one.side.mediation, one.side.drawer.side = mediation, one.side
        return has_it and reads_drawer(one.side.drawer, one.offered_at, by)

    return [one for one in offers if knows(one)]


def may_know_offer(offer: Offer, by) -> str:
    known = known_of(offer.mediation, [offer], by)
    return "" if known else _("没有转告的方案，只有提出的一方和调解员知道。")


def guest_of(mediation: Mediation, by) -> Guest | None:
    """The invitation that this person, in this post, has now; it ends with the mediation, whoever forgot to end it."""
    if by.staff is None or not by.holds("mediation.join") or mediation.status not in BEFORE:
        return None
    return mediation.guests.current().admitted().filter(post=by.post, staff=by.staff).first()


def may_read_as_guest(mediation: Mediation, by) -> str:
    return "" if guest_of(mediation, by) else _("没有邀请您参加这件调解，或者参加已经结束。")


def may_read_record(session: Session, by) -> str:
    """The record of a joint session: its sides, whoever reads the mediation, and guests as far as they were asked in."""
    mediation = session.mediation
    if side_of(mediation, by) or not may_read(mediation, by):
        return ""
    guest = guest_of(mediation, by)
    if guest and guest.sees == Guest.Sees.SHARED:
        return ""
    if guest and guest.sees == Guest.Sees.SESSION and guest.session_id == session.pk:
        return ""
    return _("调解记录只有各方当事人和承办的人能看。")
