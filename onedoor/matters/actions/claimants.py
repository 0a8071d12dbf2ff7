"""群体诉求 — several people behind one matter: who they are, how many, and who speaks for them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.audit.actions import Kind
from onedoor.audit.actions import note as note_look
from onedoor.audit.purposes import purpose_of
from onedoor.cases.access import require
from onedoor.cases.keys import give_slip as give_own_slip
from onedoor.cases.models import Party
from onedoor.cases.moving import acting
from onedoor.kit.problems import NotNow, NotValid
from onedoor.matters.models import Matter
from onedoor.matters.queries.claimants import Claimant, claimant_of, claimants_of
from onedoor.matters.standing import insist, may_gather, may_hand_slip
from onedoor.persons.actions import enter
from onedoor.persons.limits import require_reason

# 《信访工作条例》第二十条
MOST_REPRESENTATIVES = 5


def add_claimant(matter, *, by, name, phone="", identity="", card_seen=False, note="") -> Matter:
    """增加反映人 — one more who brought it; the name at least, sealed and logged like any other."""
    said = acting(matter, "matter.register", "matter.claimant_added", "增加反映人", by=by, note=note)
    with said as matter:
        insist(may_gather(matter, by))
        before = claimants_of(matter.case)
        person = enter(name, phone, identity, card_seen=card_seen, by=by, case_code=matter.case.code)
        _refuse_twice(before, person)
        party = Party.objects.create(case=matter.case, person=person, since=timezone.now())
        named = len(before) + 1
        if named > 1 and (matter.claimants is None or matter.claimants < named):
            matter.claimants, matter.claimants_is_about = named, False
        matter.facts_told |= {"claimant": _number_of(party), "claimants": matter.claimants or named}
    return matter


def _refuse_twice(before: list[Claimant], person) -> None:
    """The same card, or the same name with the same telephone."""
    for one in before:
        known = one.party.person
        same_line = bool(person.phone_index) and bytes(person.phone_index) == bytes(known.phone_index or b"")
        if known.pk == person.pk or (same_line and known.name_mask == person.name_mask):
            words = _("这个人已经是这件事的第%(number)s位反映人，不需要再加。")
            raise NotValid(words % {"number": one.number}, field="name")


def _number_of(party: Party) -> int:
    return Party.objects.filter(case=party.case_id, pk__lte=party.pk).count()


def drop_claimant(matter, *, by, claimant, note) -> Matter:
    """反映人退出 — with the reason; their slip stops working, what they said stays."""
    told = acting(matter, "matter.register", "matter.claimant_dropped", "反映人退出", by=by, note=note)
    with told as matter:
        insist(may_gather(matter, by))
        gone, others = _claimant(matter, claimant), claimants_of(matter.case)
        if len(others) == 1:
            raise NotValid(_("只剩这一位反映人，不能退出；不再反映的，请按程序办结。"))
        party = gone.party
        party.until, party.is_representative, party.pin_digest = timezone.now(), False, ""
        party.save(update_fields=["until", "is_representative", "pin_digest"])
        if gone.is_first:
            # The slip of the case was theirs.
            matter.case.pin_digest = ""
            matter.case.save(update_fields=["pin_digest"])
        if matter.claimants and not matter.claimants_is_about:
            matter.claimants = _or_one(matter.claimants - 1)
        matter.facts_told |= {"claimant": gone.number, "claimants": matter.claimants or 1}
    return matter


def _or_one(count: int) -> int | None:
    return count if count > 1 else None


def _claimant(matter: Matter, number) -> Claimant:
    found = claimant_of(matter.case, int(number))
    if found is None:
        raise NotValid(_("没有第%(number)s位反映人，或者已经退出。") % {"number": number}, field="claimant")
    return found


def count_claimants(matter, *, by, claimants, is_about=False, note="") -> Matter:
    """登记反映人数 — how many they are, were they not all named."""
    told = acting(matter, "matter.register", "matter.claimants_counted", "登记反映人数", by=by, note=note)
    with told as matter:
        insist(may_gather(matter, by))
        named = len(claimants_of(matter.case))
        if claimants < named:
            raise NotValid(_("已经登记了%(n)s位反映人，人数不能更少。") % {"n": named}, field="claimants")
        matter.claimants, matter.claimants_is_about = _or_one(claimants), is_about and claimants > 1
        matter.facts_told["claimants"] = claimants
    return matter


def name_representatives(matter, *, by, representatives, note="") -> Matter:
    """推选代表 — those who speak for all, five at most (信访工作条例 §20); whoever is not named is one no more."""
    told = acting(matter, "matter.register", "matter.representatives_named", "推选代表", by=by, note=note)
    with told as matter:
        insist(may_gather(matter, by))
        chosen = {_claimant(matter, number).number for number in representatives}
        if len(chosen) > MOST_REPRESENTATIVES:
            raise NotValid(
                _("多人走访反映共同的事项，推选的代表不得超过%(most)s人（《信访工作条例》第二十条）。")
                % {"most": MOST_REPRESENTATIVES},
                field="representatives",
            )
        for one in claimants_of(matter.case):
            if one.party.is_representative != (one.number in chosen):
                one.party.is_representative = one.number in chosen
                one.party.save(update_fields=["is_representative"])
        matter.facts_told["representatives"] = sorted(chosen)
    return matter


@transaction.atomic
def give_slip(matter, *, by, claimant: int, has_seen: bool, reason: str = "") -> str:
    """出具反映人回执 — a code and a PIN of their own for one of several; whoever had one and lost it says so."""
    require(by, "matter.register", matter.case)
    insist(may_hand_slip(matter, by) or may_gather(matter, by))
    one = _claimant(matter, claimant)
    if one.is_first:
        raise NotNow(_("第一位反映人用这件事本身的回执；丢了的，请补发查询码。"))
    if not has_seen:
        raise NotValid(_("请先核对来访人的身份。"), field="has_seen")
    note_look(
        Kind.PIN,
        by=by,
        subjects=[one.party.person_id],
        fields=["case"],
        case_code=matter.case.code,
        reason=require_reason(reason) if one.has_slip else "",
        purpose=purpose_of(by) or "P01",
    )
    return give_own_slip(one.party, by=by)
