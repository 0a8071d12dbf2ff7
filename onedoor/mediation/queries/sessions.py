"""调解会 — what stands against one, what a page shows of them, and whose signature is still wanted."""

import json
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.committees.models import Committee
from onedoor.kit import keyring
from onedoor.kit.problems import NotFound
from onedoor.mediation.asked_once import once
from onedoor.mediation.law import CHANGE_OF_SESSION, NOTICE_OF_SESSION, latest_day
from onedoor.mediation.models import (
    Attendance,
    Consent,
    Mediation,
    Postponement,
    Record,
    Session,
    Side,
    Summons,
)
from onedoor.mediation.models.guest import Role
from onedoor.mediation.queries.recusal import is_clashing
from onedoor.mediation.queries.signing import not_accepted, still_to, untold
from onedoor.safety.standing import refuses_joint_session
from onedoor.venues.models import Room

# 道路交通事故处理程序规定 第八十九条: no more than three of one side.
MOST_A_SIDE = 3
ROWS = (
    Prefetch("summonses", Summons.objects.select_related("side", "staff")),
    Prefetch("postponements", Postponement.objects.select_related("side")),
    Prefetch("attendances", Attendance.objects.select_related("side", "representative")),
)


ROAD_TYPE = "0503"


def is_road(mediation: Mediation) -> bool:
    """Whether it is about an accident on the road: the regulation's days and numbers are good advice then."""
    by_kind = mediation.committee is not None and mediation.committee.kind == Committee.Kind.TRAFFIC
    return by_kind or mediation.type == ROAD_TYPE


def binds_as_road(mediation: Mediation) -> bool:
    """Whether they are law here: where the police themselves mediate (道路交通事故处理程序规定 第八十六至八十九条); a people's
    committee goes by its own law (第八十五条)."""
    leading = mediation.guests.current().filter(role=Role.POLICE, leads=True)
    return is_road(mediation) and leading.exists()


def refuses_joint(mediation: Mediation) -> str:
    """Why all sides may not sit at one table now; nothing when they may."""
    if words := refuses_joint_session(mediation.case):
        return words
    if unsaid := still_to(mediation, Consent.About.MEDIATE):
        return _("还有%(count)s方当事人没有同意调解，不能开调解会。") % {"count": len(unsaid)}
    if not_accepted(mediation):
        return _another_mediator()
    return refuses_untold(untold(mediation))


def refuses_table(mediation: Mediation) -> str:
    """The same, with recusal looked at again: asked where a session is arranged or opened, not by every page."""
    if words := refuses_joint(mediation):
        return words
    return _another_mediator() if is_clashing(mediation) else ""


def _another_mediator() -> str:
    """One sentence for every cause: who does not accept whom, and why, is told to nobody."""
    return _("现在的调解员不能继续主持这一件，请先更换调解员。")


def refuses_untold(sides: list[Side]) -> str:
    """人民调解工作若干规定 第三十条: rights are told before."""
    if sides:
        return _("还有%(count)s方没有告知权利义务，请先告知，再开调解会。") % {"count": len(sides)}
    return ""


def refuses_day(mediation: Mediation, day: date) -> str:
    """Where the law asks for notice, the day may not come sooner than that."""
    if latest_day(NOTICE_OF_SESSION, day) < timezone.localdate() and binds_as_road(mediation):
        return _(
            "公安机关主持的道路交通事故调解，要提前3个工作日通知（《道路交通事故处理程序规定》第八十八条），请选晚一些的日期。"
        )
    return ""


def last_day_to_postpone(session: Session) -> date:
    """Until when a side may ask for another date; on the road a working day before, elsewhere until it begins."""
    day = timezone.localdate(session.starts_at)
    return latest_day(CHANGE_OF_SESSION, day) if binds_as_road(session.mediation) else day


def session_of(mediation: Mediation, pk) -> Session:
    """One of its sessions."""
    found = mediation.sessions.for_rows().filter(pk=pk).first()
    if found is None:
        raise NotFound(_("没有这次调解会。"))
    found.mediation = mediation
    return found


def sessions_of(mediation: Mediation) -> list[Session]:
    """All of them, the latest first; with who was told and who came."""
    rows = mediation.sessions.for_rows().select_related("record").prefetch_related(*ROWS)
    return once(mediation, "sessions", lambda: list(rows.order_by("-starts_at", "-pk")))


def next_after(mediation: Mediation) -> Session | None:
    """The held session whose record names a date for which nothing is arranged yet."""
    return once(mediation, "next after", lambda: _next_after(mediation))


def _next_after(mediation: Mediation) -> Session | None:
    named = mediation.sessions.joint().filter(status="held", record__next_at__gt=timezone.now())
    arranged = mediation.sessions.planned().filter(side=None, starts_at=OuterRef("record__next_at"))
    last = named.select_related("record").annotate(is_arranged=Exists(arranged)).order_by("-held_at").first()
    return None if last is None or last.is_arranged else last


def rooms_of(mediation: Mediation) -> list[Room]:
    """The rooms in use of the centres on the committee's line of the tree."""
    return once(mediation, "rooms", lambda: _rooms_of(mediation))


def _rooms_of(mediation: Mediation) -> list[Room]:
    of_committee = Committee.objects.filter(mediations=mediation)
    path = of_committee.values_list("org__region__path", flat=True).first() or ""
    found = Room.objects.select_related("centre__region").order_by("centre", "pk")
    return [
        one
        for one in found
        if path.startswith(one.centre.region.path) or one.centre.region.path.startswith(path)
    ]


@dataclass(frozen=True)
class Words:
    """What a record says; statements by the number of the side."""

    statements: dict[int, str] = field(default_factory=dict)
    checked: str = ""
    warned: str = ""
    outcome: str = ""
    others: str = ""

    def packed(self) -> str:
        return json.dumps(vars(self), ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> "Words":
        told = json.loads(text)
        return cls(**told | {"statements": {int(place): said for place, said in told["statements"].items()}})


def words_of(record: Record) -> Words:
    """For whoever may read what all sides share; whoever calls it has asked that."""
    text = keyring.read(record, record, "words")
    return Words.unpacked(text) if text else Words()


def unsigned(record: Record) -> list[Side]:
    """The sides whose hand, or whose refusal, is still wanted."""
    done = {one.side_id for one in record.signatures.all() if one.side_id}
    return [side for side in record.session.mediation.sides.current() if side.pk not in done]


def is_signed(record: Record) -> bool:
    """Every side signed or refused, and whoever mediates signed."""
    return (
        bool(record.read_back_at)
        and not unsigned(record)
        and record.signatures.filter(who="mediator").exists()
    )


def refuses_print(session: Session, side: Side) -> str:
    """Why no summons is printed for this side; nothing when one may be."""
    if session.side_id and session.side_id != side.pk:
        return _("这次单独谈话没有请这一方。")
    return _("这一方只用安全联系方式通知，不打印通知书。") if side.is_protected else ""
