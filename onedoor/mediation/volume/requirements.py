"""卷内要求 — which papers a volume needs, as data: by how the mediation ended. Nothing here reads a database.

A paper is either to be *signed* (a scan, or a paper made final here), or it is enough that what it says is known.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.mediation.models.file import Kind


class Outcome(models.TextChoices):
    """卷宗类型 — how it ended, as far as the papers are concerned."""

    RUNNING = "running", _("还在办理")
    WRITTEN = "written", _("书面协议")
    ORAL = "oral", _("口头协议")
    PARTIAL = "partial", _("部分达成协议")
    FAILED = "failed", _("没有达成协议")
    WITHDRAWN = "withdrawn", _("当事人要求终止")


class Need(StrEnum):
    """How much of it must be there."""

    SIGNED = "signed"
    KNOWN = "known"
    WANTED = "wanted"


class Owes(models.TextChoices):
    """谁来补 — whose turn it is when a paper is missing."""

    DESK = "desk", _("调解组织")
    MEDIATOR = "mediator", _("调解员")
    SIDES = "sides", _("当事人")


@dataclass(frozen=True)
class Required:
    """One place in a volume: any of these kinds fills it. `WANTED` belongs in when there is cause, and is never missing."""

    kinds: tuple[str, ...]
    need: Need
    owes: str


_ENTRY = (
    Required((Kind.APPLICATION, Kind.REGISTER), Need.KNOWN, Owes.DESK),
    Required((Kind.RIGHTS,), Need.KNOWN, Owes.SIDES),
    Required((Kind.IDENTITY,), Need.KNOWN, Owes.SIDES),
    Required((Kind.AUTHORITY,), Need.WANTED, Owes.SIDES),
    Required((Kind.ADDRESS,), Need.WANTED, Owes.SIDES),
    Required((Kind.INVESTIGATION,), Need.WANTED, Owes.MEDIATOR),
    Required((Kind.EVIDENCE,), Need.WANTED, Owes.SIDES),
)
_RECORD = Required((Kind.RECORD,), Need.SIGNED, Owes.MEDIATOR)
_AFTER = (
    Required((Kind.CONFIRMATION,), Need.WANTED, Owes.SIDES),
    Required((Kind.PERFORMANCE,), Need.WANTED, Owes.SIDES),
    Required((Kind.VISIT,), Need.WANTED, Owes.MEDIATOR),
    Required((Kind.CLOSING,), Need.WANTED, Owes.DESK),
)
# Asked for where somebody sent it and waits for the answer.
_REPLY = Required((Kind.REPLY,), Need.SIGNED, Owes.DESK)
_AGREEMENT = Required((Kind.AGREEMENT,), Need.SIGNED, Owes.MEDIATOR)
# Told to whoever mediates, who writes it down (人民调解法 第二十八条): no side need sign.
_ORAL = Required((Kind.ORAL,), Need.KNOWN, Owes.MEDIATOR)
_TOLD = Required((Kind.FAILURE,), Need.KNOWN, Owes.MEDIATOR)
_UNDISPUTED = Required((Kind.UNDISPUTED,), Need.WANTED, Owes.MEDIATOR)

REQUIRED = {
    Outcome.RUNNING: (*_ENTRY, _RECORD),
    Outcome.WRITTEN: (*_ENTRY, _RECORD, _AGREEMENT, _REPLY, *_AFTER),
    Outcome.ORAL: (*_ENTRY, _RECORD, _ORAL, _REPLY, *_AFTER),
    Outcome.PARTIAL: (*_ENTRY, _RECORD, _AGREEMENT, _TOLD, _UNDISPUTED, _REPLY, *_AFTER),
    Outcome.FAILED: (*_ENTRY, _RECORD, _UNDISPUTED, _TOLD, _REPLY, *_AFTER),
    Outcome.WITHDRAWN: (*_ENTRY, _TOLD, _REPLY, *_AFTER),
}
