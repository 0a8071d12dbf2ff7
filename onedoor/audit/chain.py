"""The digests that make a change of the log show: one a row, and seals over batches of rows, each over the seal before.

A single chain would make every writer wait for the slowest. Instead a row carries its own digest, and a job seals
all rows of transactions that are certainly over: older than every transaction still running. A seal is keyed with a
key that is not in the database, so a whole chain cannot be made anew by somebody who has only the database.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.audit.models import AccessLog, Seal
from onedoor.kit.problems import NotNow
from onedoor.kit.sealing import keyed_digest

FOREVER, START = 2**63 - 1, b"\0" * 32
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
# One sealing at a time, wherever it runs.
LOCK = 0x0A0D17
# The oldest transaction at work in this database (or the next one to come), and whether one ended while we looked.
HORIZON = """
    WITH taken AS MATERIALIZED (SELECT pg_current_snapshot() AS shot),
    running AS MATERIALIZED (
        SELECT id::text::bigint AS id, bool_or(held.transactionid IS NOT NULL) AS at_work,
               bool_or(other.datname <> current_database()) AS elsewhere
        FROM taken, pg_snapshot_xip(shot) AS id
        LEFT JOIN pg_locks held ON held.transactionid = id::xid AND held.locktype = 'transactionid'
             AND held.mode = 'ExclusiveLock' AND held.granted
        LEFT JOIN pg_stat_activity other ON other.pid = held.pid
        GROUP BY 1
    )
    SELECT COALESCE((SELECT min(id) FROM running WHERE elsewhere IS NOT TRUE), pg_snapshot_xmax(shot)::text::bigint),
           EXISTS (SELECT 1 FROM running WHERE NOT at_work)
    FROM taken
"""
LOOKS = 5


def sign_row(row: AccessLog) -> AccessLog:
    """Give a new row its salt and digests."""
    row.salt = os.urandom(16)
    row.detail_digest = detail_digest_of(row)
    row.digest = digest_of(row)
    return row


def detail_digest_of(row: AccessLog) -> bytes:
    return hashlib.sha256(bytes(row.salt) + _canonical([row.reason, row.address, row.acting_for])).digest()


def digest_of(row: AccessLog) -> bytes:
    header = [
        str(row.pk),
        row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        row.kind,
        row.staff_id,
        row.post_id,
        row.subjects,
        row.case_code,
        row.fields,
        row.purpose,
        row.channel,
        row.result,
    ]
    return hashlib.sha256(_canonical(header) + bytes(row.detail_digest)).digest()


def seal_up() -> Seal | None:
    """封存 — seal all rows of finished transactions; None when there are none."""
    with transaction.atomic(durable=True):
        _alone()
        last = Seal.objects.order_by("-number").first()
        horizon = _horizon()
        if last and horizon < last.until_xid:
            raise NotNow(_("数据库像是从备份恢复的：请先运行 seal_audit --after-restore，再继续封存。"))
        since = last.since if last else EPOCH
        return _seal(last, since, last.until_xid if last else 0, horizon)


def seal_after_restore() -> Seal:
    """恢复后封存 — close the epoch of the old server with all that came back, and begin a new one."""
    with transaction.atomic(durable=True):
        _alone()
        last = Seal.objects.order_by("-number").first()
        if last is None:
            raise NotNow(_("还没有封存过，直接运行 seal_audit 即可。"))
        closing = _seal(last, last.since, last.until_xid, FOREVER, even_empty=True)
        return _seal(closing, timezone.now(), 0, _horizon(), even_empty=True)


def _seal(last, since, from_xid, until_xid, even_empty=False) -> Seal | None:
    seal = Seal(
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        since=since,
        from_xid=from_xid,
        until_xid=until_xid,
        previous=bytes(last.digest) if last else START,
    )
    seal.rows, seal.root = root_of(rows_of(seal))
    if not seal.rows and not even_empty:
        return None
    seal.digest = seal_digest_of(seal)
    seal.save(force_insert=True)
    return seal


def rows_of(seal: Seal, next_since=None) -> Iterator[AccessLog]:
    """The rows a seal stands for: its epoch and its transactions, in a fixed order."""
    rows = AccessLog.objects.filter(at__gte=seal.since, xid__gte=seal.from_xid, xid__lt=seal.until_xid)
    if next_since:
        rows = rows.filter(at__lt=next_since)
    return rows.order_by("xid", "id").iterator(chunk_size=5000)


def root_of(rows) -> tuple[int, bytes]:
    count, whole = 0, hashlib.sha256()
    for row in rows:
        count += 1
        whole.update(row.xid.to_bytes(8, "big") + bytes(row.digest))
    return count, whole.digest()


def seal_digest_of(seal: Seal) -> bytes:
    content = [
        seal.number,
        seal.at.astimezone(UTC).isoformat(timespec="microseconds"),
        seal.since.astimezone(UTC).isoformat(timespec="microseconds"),
        seal.from_xid,
        seal.until_xid,
        seal.rows,
        bytes(seal.root).hex(),
        bytes(seal.previous).hex(),
    ]
    return keyed_digest("audit-seal", _canonical(content))


def _canonical(content: list) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _horizon() -> int:
    """All transactions of this database below this number are over, come what may.

    A snapshot counts those of every database on the server; one found at work elsewhere cannot write here.
    One that ended while we looked tells no more where it was: look again, and at last count it as ours.
    """
    for _look in range(LOOKS):
        with connection.cursor() as cursor:
            cursor.execute(HORIZON)
            horizon, ended = cursor.fetchone()
        if not ended:
            break
    return horizon
