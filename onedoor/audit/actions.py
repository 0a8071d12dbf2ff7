"""记日志 — the only ways into the access log. Whoever shows personal data calls one of these first."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.audit.chain import sign_row
from onedoor.audit.models import AccessLog
from onedoor.audit.origin import origin
from onedoor.kit import rows
from onedoor.kit.problems import Problem

Kind, Result = AccessLog.Kind, AccessLog.Result


class NotLogged(Problem):
    """无法记录 — the log could not be written, so nothing is shown."""

    status, code = 503, "not_logged"


def entry(
    kind: str,
    *,
    by=None,
    subjects: Iterable[UUID] = (),
    fields: Sequence[str] = (),
    purpose: str = "",
    case_code: str = "",
    reason: str = "",
    acting_for: str = "",
    result: str = Result.DONE,
    at=None,
) -> AccessLog:
    """备一条 — a row not yet written, for those who write it in one statement with their own (`kit.rows.insert`)."""
    came = origin()
    return sign_row(
        AccessLog(
            at=at or timezone.now(),
            kind=kind,
            staff=by.staff if by else None,
            post=by.post if by else None,
            subjects=sorted({str(subject) for subject in subjects}),
            fields=",".join(fields),
            purpose=purpose,
            case_code=case_code,
            reason=reason,
            acting_for=acting_for,
            channel=came.channel,
            address=came.address,
            result=result,
        )
    )


def note(kind: str, **facts) -> AccessLog:
    """记一条 — write one row now (`entry` says what it takes), or NotLogged."""
    row = entry(kind, **facts)
    note_many([row])
    return row


def note_many(entries: Sequence[AccessLog]) -> None:
    """记多条 — write rows made by `entry`, in one statement."""
    try:
        rows.insert(list(entries))
    except DatabaseError as reason:
        raise NotLogged(_("现在无法记录查阅日志，因此不能显示个人信息：请稍后再试。")) from reason


def note_read(
    *, by, person_ids: Iterable[UUID], case_code: str = "", fields=("masked",), purpose: str = "P01"
) -> AccessLog:
    """记查看 — a page is about to show these persons (masked names count): one row, whatever the number of persons."""
    return note(Kind.READ, by=by, subjects=person_ids, fields=fields, case_code=case_code, purpose=purpose)


def note_search(
    *, by, what: str, found: int, person_ids: Iterable[UUID] = (), fields: Sequence[str] = ("masked",)
) -> AccessLog:
    """记检索 — `what` names the list that was searched, never the words that were typed."""
    return note(
        Kind.SEARCH,
        by=by,
        subjects=person_ids,
        fields=fields,
        reason=what,
        result=Result.DONE if found else Result.NOTHING,
    )


def note_export(
    *, by, what: str, person_ids: Iterable[UUID], fields: Sequence[str], purpose: str
) -> AccessLog:
    """记导出 — what was taken out, about whom."""
    return note(Kind.EXPORT, by=by, subjects=person_ids, fields=fields, reason=what, purpose=purpose)


def note_sign_in(
    kind: str, *, staff=None, post=None, username_hash: str = "", address: str = ""
) -> AccessLog:
    """记登录 — SIGN_IN, SIGN_OUT or SIGN_IN_FAILED; of a failure only the hash of the name that was tried."""
    row = entry(
        kind, reason=username_hash, result=Result.REFUSED if kind == Kind.SIGN_IN_FAILED else Result.DONE
    )
    row.staff, row.post, row.address = staff, post, address[:64] or row.address
    note_many([sign_row(row)])
    return row


def note_denied(*, by=None, verb: str = "", case_code: str = "", where: str = "") -> AccessLog:
    """记拒绝 — called by the middleware after the refused request was rolled back, so that the row stays."""
    return note(
        Kind.DENIED,
        by=by,
        case_code=case_code,
        reason=" ".join(filter(None, [verb, where]))[:200],
        result=Result.REFUSED,
    )


def blank_details(person_id: UUID) -> int:
    """清空附记 — the typed reasons, addresses and names in rows about an erased person; the rows and their chain stay."""
    about = (
        AccessLog.objects.filter(subjects__contains=[str(person_id)])
        .exclude(kind=Kind.ERASE)
        .exclude(salt=b"")
    )
    return about.update(salt=b"", reason="", address="", acting_for="")
