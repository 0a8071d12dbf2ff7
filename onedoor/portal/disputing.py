"""申请调解 — what is told in plain words becomes an application for mediation: once, however often the button is pressed."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.cases.models import Receipt
from onedoor.committees.queries.proposing import propose
from onedoor.committees.types import refusal_of
from onedoor.mediation import actions
from onedoor.mediation.applying import Told, Who
from onedoor.mediation.models import Consent, Mediation, Side, WayIn
from onedoor.places import maps, tree
from onedoor.places.models import Region
from onedoor.portal import limits
from onedoor.portal.drafting import Dispute
from onedoor.posts.given import resident_actor

# What people call it, and the line of the list that it comes nearest to; the desk says more exactly what it is.
PLAIN: tuple[tuple[str, Promise], ...] = (
    ("0299", gettext_lazy("邻居之间：漏水、通行、噪声、地界")),
    ("0199", gettext_lazy("家里的事：婚姻、赡养、抚养、分家")),
    ("0703", gettext_lazy("工资、劳动：拿不到工资、工伤赔偿、被辞退")),
    ("0804", gettext_lazy("借钱、还钱、担保")),
    ("0601", gettext_lazy("买东西、请人干活、服务不满意")),
    ("0602", gettext_lazy("租房、买房")),
    ("0402", gettext_lazy("物业、停车、公共维修")),
    ("0503", gettext_lazy("交通事故赔偿")),
    ("0502", gettext_lazy("看病、医院")),
    ("0599", gettext_lazy("人受了伤、东西被弄坏，要赔偿")),
    ("0901", gettext_lazy("承包地、土地流转")),
    ("0902", gettext_lazy("宅基地、山林、地界不清")),
    ("0904", gettext_lazy("浇水、水渠、水路")),
    ("1199", gettext_lazy("征地、拆迁、建设")),
    ("1499", gettext_lazy("公安、法院、检察院正在办或者办过的案件")),
    ("1599", gettext_lazy("干部作风、违纪违法")),
    ("9999", gettext_lazy("别的事，或者说不清")),
)
LABELS = dict(PLAIN)


@dataclass(frozen=True)
class Sent:
    """The mediation and its PIN; of what was sent before, no PIN."""

    mediation: Mediation
    pin: str


def right_door(code: str) -> str:
    """Why this is not mediated here and where it belongs; nothing when it may be mediated."""
    return refusal_of(code)


def villages() -> list[tuple[str, list[tuple[str, str]]]]:
    """Villages and communities by town, for one list."""
    top = tree.districts().first()
    towns = maps.parts_of(top) if top else []
    return [(town.name, [(one.code, one.name) for one in maps.parts_of(town)]) for town in towns]


def send(draft: Dispute, slip: str, *, by, address: str) -> Sent:
    """发送 — taken down under the slip in hand, or under a new one whose PIN is told once."""
    key = UUID(draft.key)
    if not Receipt.objects.filter(post=by.post, key=key).exists():
        limits.slow_down(address)
        limits.count(address)
    with transaction.atomic():
        mediation, pin = actions.apply_once(key, told_of(draft, slip, by.post.region), by=by)
        _agree(mediation)
    return Sent(mediation, pin)


def _agree(mediation: Mediation) -> None:
    """Whoever asks for mediation wants it: they are not asked once more."""
    side = mediation.sides.get(place=1)
    if not side.consents.exists():
        own = resident_actor((mediation.case_id,))
        side.mediation = mediation
        actions.say(side, Consent.About.MEDIATE, True, how=Consent.How.ONLINE, by=own)


def told_of(draft: Dispute, slip: str, district: Region) -> Told:
    """The application as the mediation room takes it; nobody's card was seen, so that it meets no known person."""
    region = (tree.by_code(draft.region) if draft.region else None) or district
    found = propose(draft.type, region)
    return Told(
        type=draft.type,
        facts=draft.facts,
        claims=draft.claims,
        sides=[_applicant(draft), _other(draft)],
        way_in=WayIn.ONLINE,
        slip=slip,
        region=region,
        committee=found and found.committee,
    )


def _applicant(draft: Dispute) -> Who:
    person = {"name": draft.name, "phone": draft.phone, "card_seen": False}
    return Who(person, is_protected=draft.is_protected, safe_contact=draft.safe_contact)


def _other(draft: Dispute) -> Who:
    """A unit is named as such, and acts through whoever is in charge of it."""
    name = _("负责人") if draft.other_is_org else draft.other_name
    person = {
        "name": name,
        "phone": draft.other_phone,
        "address": draft.other_address,
        "card_seen": False,
    }
    return Who(person, Side.Standing.RESPONDENT, organisation=draft.other_name if draft.other_is_org else "")
