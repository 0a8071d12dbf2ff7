"""调解组织与调解员 — the list, what a committee lacks in words, how many disputes somebody has open. Never a ranking."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.committees.models import Committee, Mediator, Member

LEAST, MOST = 3, 9
OPEN_LOAD = Count(
    "assignments", filter=Q(assignments__until=None, assignments__mediation__ended_at=None), distinct=True
)


def committees():
    """Those that there are, with who sits in each now."""
    seats = Prefetch("members", Member.objects.filter(until=None).select_related("mediator"), "seated")
    return Committee.objects.active().for_rows().prefetch_related(seats)


def seats_of(committee: Committee) -> list[Member]:
    """Who sits in it, the chair first."""
    found = committee.members.filter(until=None).select_related("mediator__staff", "mediator__post__org")
    order = list(Member.Role.values)
    return sorted(found, key=lambda seat: (order.index(seat.role), seat.pk))


@dataclass(frozen=True)
class Check:
    """One thing that the law asks of a committee: its words, the article, and what is missing, or nothing."""

    words: str
    article: str
    missing: str = ""


def checks_of(committee: Committee, seats) -> list[Check]:
    """对照法律 — what the law asks of a committee, with what this one does not have: said, and nothing is barred."""
    has_woman = any(seat.mediator.is_woman for seat in seats)
    has_chair = any(seat.role == Member.Role.CHAIR for seat in seats)
    eighth, ninth = _("《人民调解法》第八条"), _("《人民调解法》第九条")
    return [
        Check(_("三至九人"), eighth, _lacks_people(len(seats))),
        Check(_("有妇女成员"), eighth, "" if has_woman else _("没有妇女成员。")),
        Check(_("设主任一人"), eighth, "" if has_chair else _("没有主任。")),
        Check(_("每届三年，届满换届"), ninth, _lacks_term(committee)),
    ]


def _lacks_people(count: int) -> str:
    if count < LEAST:
        return _("成员%(count)s人，法律要求三至九人。") % {"count": count}
    return _("成员%(count)s人，超过九人。") % {"count": count} if count > MOST else ""


def _lacks_term(committee: Committee) -> str:
    if committee.term_until is None:
        return _("没有登记本届任期，每届三年。")
    if committee.term_until < timezone.localdate():
        return _("任期已于%(day)s届满，请换届。") % {"day": committee.term_until}
    return ""


def lacks(committee: Committee, seats) -> list[str]:
    """What the law asks of a committee and this one does not have."""
    return [check.missing for check in checks_of(committee, seats) if check.missing]


def mediators(word: str = ""):
    """The roster in the order of names, with the load of each: for whoever shares out work, never to compare people."""
    found = Mediator.objects.active().for_rows().annotate(load=OPEN_LOAD)
    if word.strip():
        word = word.strip()
        found = found.filter(
            Q(staff__name__contains=word) | Q(languages__contains=[word]) | Q(post__org__name__contains=word)
        )
    return found.prefetch_related("honours", "panels", "seats__committee").order_by("staff__name", "pk")


def away_on(day):
    """Mediators who are away on that day."""
    return Mediator.objects.filter(absences__begin__lte=day, absences__end__gte=day)


def mediator_of(actor) -> Mediator | None:
    """The line of the roster that is the actor's own."""
    return Mediator.objects.active().for_rows().filter(staff=actor.staff).first() if actor.staff else None
