"""Checking the access log: nothing changed, nothing removed, nothing slipped in, nothing blanked in silence."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from onedoor.audit.chain import START, detail_digest_of, digest_of, rows_of, seal_digest_of
from onedoor.audit.models import AccessLog, Seal


@dataclass
class Verdict:
    """What was checked, and every fault found, in words."""

    rows: int = 0
    seals: int = 0
    unsealed: int = 0
    blanked: int = 0
    head: str = ""
    faults: list[str] = field(default_factory=list)


def verify(known_head: str = "") -> Verdict:
    """核验 — recompute every digest. `known_head` (`number:digits`) is what somebody wrote down earlier."""
    verdict = Verdict()
    seals = list(Seal.objects.order_by("number"))
    previous = START
    for place, seal in enumerate(seals, 1):
        _check_seal(verdict, seal, place, previous)
        later = next((other.since for other in seals[place:] if other.since > seal.since), None)
        _check_rows(verdict, seal, later)
        previous = bytes(seal.digest)
    verdict.seals, verdict.head = len(seals), str(seals[-1]) if seals else ""
    _check_unsealed(verdict, seals[-1] if seals else None)
    _check_head(verdict, seals, known_head)
    _check_blanked(verdict)
    return verdict


def _check_seal(verdict: Verdict, seal: Seal, place: int, previous: bytes) -> None:
    if seal.number != place:
        verdict.faults.append(_("第%(place)s次封存缺失。") % {"place": place})
    if bytes(seal.previous) != previous:
        verdict.faults.append(_("第%(number)s次封存与上一次接不上。") % {"number": seal.number})
    if seal_digest_of(seal) != bytes(seal.digest):
        verdict.faults.append(_("第%(number)s次封存本身被改动。") % {"number": seal.number})


def _check_rows(verdict: Verdict, seal: Seal, next_since) -> None:
    count, whole = 0, hashlib.sha256()
    for row in _checked(verdict, rows_of(seal, next_since)):
        count += 1
        whole.update(row.xid.to_bytes(8, "big") + bytes(row.digest))
    if count != seal.rows:
        verdict.faults.append(
            _("第%(number)s次封存时有%(sealed)s条，现在有%(found)s条：有记录被删除或插入。")
            % {"number": seal.number, "sealed": seal.rows, "found": count}
        )
    elif whole.digest() != bytes(seal.root):
        verdict.faults.append(_("第%(number)s次封存的记录被替换或改动。") % {"number": seal.number})


def _check_unsealed(verdict: Verdict, last: Seal | None) -> None:
    rows = AccessLog.objects.order_by("xid", "id")
    if last:
        rows = rows.filter(at__gte=last.since, xid__gte=last.until_xid)
    before = verdict.rows
    for _row in _checked(verdict, rows.iterator(chunk_size=5000)):
        continue
    verdict.unsealed = verdict.rows - before


def _checked(verdict: Verdict, rows) -> Iterator[AccessLog]:
    """Each row on its way past, with its own digests checked."""
    for row in rows:
        verdict.rows += 1
        if digest_of(row) != bytes(row.digest) or not _detail_holds(row):
            verdict.faults.append(
                _("记录%(id)s（%(at)s）被改动。") % {"id": row.pk, "at": f"{row.at:%Y-%m-%d %H:%M}"}
            )
        yield row


def _detail_holds(row: AccessLog) -> bool:
    if not bytes(row.salt):
        return not (row.reason or row.address or row.acting_for)
    return detail_digest_of(row) == bytes(row.detail_digest)


def _check_head(verdict: Verdict, seals: list[Seal], known_head: str) -> None:
    if not known_head:
        return
    number, _colon, digits = known_head.partition(":")
    seal = next((seal for seal in seals if str(seal.number) == number), None)
    if seal is None or not digits or not bytes(seal.digest).hex().startswith(digits.lower()):
        verdict.faults.append(
            _("您记下的封存号%(head)s与现在的记录不符：整条链可能被重做或截断。") % {"head": known_head}
        )


def _check_blanked(verdict: Verdict) -> None:
    """Only the erasure of one of its subjects may blank a row, and that erasure is itself in the log."""
    erased = set()
    for subjects in AccessLog.objects.filter(kind=AccessLog.Kind.ERASE).values_list("subjects", flat=True):
        erased.update(subjects)
    for row in AccessLog.objects.filter(salt=b"").only("id", "subjects"):
        verdict.blanked += 1
        if not erased.intersection(row.subjects):
            verdict.faults.append(_("记录%(id)s的理由被清空，却没有对应的清除记录。") % {"id": row.pk})
