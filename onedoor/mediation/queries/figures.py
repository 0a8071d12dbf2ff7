"""调解统计 — how much was agreed, performed, and came back; never a percentage without its two numbers, never a person.

A percentage is rounded half up; the one cut off stands beside it where the two differ, since 1,335 of 1,442 is 92.58 % rounded
and 92.57 % cut off, and both are in use. What is counted is how a round ended: one that is taken up again keeps the result it
had. No mediator is ranked: by month, by type, by committee, by the lines of the justice report, and that is all.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.cases.access import cases_for
from onedoor.cases.models import Case
from onedoor.committees.types import CLASSES, STATISTICS, TYPES
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Agreement, Due, Ending, Mediation
from onedoor.mediation.queries import small_cells
from onedoor.mediation.queries.coming_back import came_back
from onedoor.mediation.queries.small_cells import Rate
from onedoor.posts.models import PostType

__all__ = ["BY", "Figures", "Line", "Rate", "figures_of"]

BY = {
    "month": gettext_lazy("按月"),
    "type": gettext_lazy("按类型"),
    "committee": gettext_lazy("按调解组织"),
    "report": gettext_lazy("按人民调解统计表（18类）"),
}


@dataclass(frozen=True)
class Line:
    """One line: concluded and agreed of them; agreements whose last day has come and those kept whole; in time; money; and
    beside them what is not counted: refused before it began, not accepted. A figure that is not shown is a word."""

    RATES = ("success", "performed", "in_time", "money", "came_back")
    COUNTS = ("written", "oral", "failed", "withdrawn", "undated", "refused", "declined")
    name: str
    success: Rate
    written: int | str
    oral: int | str
    failed: int | str
    withdrawn: int | str
    performed: Rate
    in_time: Rate
    money: Rate
    came_back: Rate
    undated: int | str = 0
    refused: int | str = 0
    declined: int | str = 0


@dataclass(frozen=True)
class Figures:
    """Of a period: the whole, and its lines. `is_veiled`: small figures are not shown to this reader. `sealed`: how many are left
    out because they are sealed; of fewer than ten only that some are."""

    first: date
    last: date
    by: str
    whole: Line
    lines: list[Line]
    is_veiled: bool = False
    sealed: str = ""


def figures_of(actor, first: date, last: date, by: str = "month") -> Figures:
    """Of the rounds that ended in these days, of the mediations that this actor's post reaches; counts only."""
    is_veiled = not (actor.holds("mediation.accept") or actor.holds("mediation.mediate"))
    if is_veiled:
        first, last = _fixed(first, last)
    rows = _ended(Mediation.objects.filter(case__in=cases_for(actor)), first, last)
    back = came_back(rows)
    apart = not is_veiled or (_is_district(actor) and _is_quarters(first, last))
    groups: dict = defaultdict(list, {key: [] for key in STATISTICS} if by == "report" else {})
    for row in rows:
        groups[_group(row, by, apart)].append(row)
    lines = [_line(_name(key, by, apart), groups[key], back) for key in sorted(groups)]
    sealed = len(_ended(_left_out(actor), first, last))
    told = Figures(first, last, by, _line(_("合计"), rows, back), lines, sealed=_some(sealed))
    return _veiled(told) if is_veiled else told


def _left_out(actor):
    """On the same ground, or of the same committee, and sealed from this post."""
    ground = Q(committee__org=actor.post.org)
    if actor.post.type.reach == PostType.Reach.REGION:
        ground = reduce(or_, [Q(case__region_path__startswith=path) for path in actor.prefixes])
    sealed = Mediation.objects.filter(ground).exclude(case__secrecy=Case.Secrecy.NORMAL)
    return sealed.exclude(case__in=cases_for(actor))


def _some(count: int) -> str:
    return small_cells.said(count, 0 < count < small_cells.SMALL, small_cells.STEP) if count else ""


def _fixed(first: date, last: date) -> tuple[date, date]:
    """One month, one quarter, or whole years: two periods that differ by a little would tell of that little."""
    begin, end = first.replace(day=1), _month_end(last)
    if (begin.year, begin.month) == (end.year, end.month):
        return begin, end
    quarter = begin.replace(month=(begin.month - 1) // 3 * 3 + 1)
    until = _month_end(quarter.replace(month=quarter.month + 2))
    return (quarter, until) if end <= until else (date(begin.year, 1, 1), date(end.year, 12, 31))


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _is_district(actor) -> bool:
    return actor.post.region.parent_id is None or actor.post.region.kind == "district"


def _is_quarters(first: date, last: date) -> bool:
    return first.month % 3 == 1 and (last.month % 3 == 0 or last >= timezone.localdate())


def _is_years(told: Figures) -> bool:
    return (told.first.month, told.last.month) == (1, 12)


def _ended(reach, first, last) -> list[dict]:
    """One row for each round that ended, by what it ended with; and for each that was not accepted."""
    begin = timezone.make_aware(datetime.combine(first, time()))
    end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))
    agreed = Agreement.objects.effective().filter(
        mediation__in=reach, effective_at__gte=begin, effective_at__lt=end
    )
    rows = [_row(one, "agreed") for one in agreed.order_by().values(*_columns("effective_at"), "is_oral")]
    rows += _without(reach, begin, end)
    declined = reach.filter(status=Status.DECLINED, ended_at__gte=begin, ended_at__lt=end)
    told = {"mediation": F("pk"), "mediation__type": F("type"), "at": F("ended_at")}
    fields = ("pk", "case", "committee__name")
    rows += [_declined(one) for one in declined.order_by().values(*fields, **told)]
    _add_dues(rows)
    return rows


def _columns(at: str) -> tuple:
    about = ("mediation", "mediation__type", "mediation__case", "mediation__committee__name", "round")
    return ("pk", *about, at)


def _row(one: dict, outcome: str) -> dict:
    return {
        "key": one["pk"],
        "mediation": one["mediation"],
        "case": one["mediation__case"],
        "type": one["mediation__type"],
        "committee": one["mediation__committee__name"],
        "at": one.get("effective_at") or one["at"],
        "agreed": outcome == "agreed",
        "is_oral": one.get("is_oral", False),
        "outcome": outcome,
    }


def _declined(one: dict) -> dict:
    named = {"mediation__case": one["case"], "mediation__committee__name": one["committee__name"]}
    return _row(one | named, "declined")


def _without(reach, begin, end) -> list[dict]:
    """Rounds that ended without agreement; one that somebody did not want before it was accepted is told apart."""
    of_round = {"mediation": OuterRef("mediation"), "round": OuterRef("round")}
    ended = Ending.objects.exclude(kind=Ending.Kind.PART).filter(
        ~Exists(Agreement.objects.effective().filter(**of_round)),
        mediation__in=reach,
        at__gte=begin,
        at__lt=end,
    )
    last: dict = {}
    fields = (*_columns("at"), "kind", "mediation__accepted_at")
    for one in ended.order_by("at", "pk").values(*fields):
        last[one["mediation"], one["round"]] = _row(one, _outcome(one))
    return list(last.values())


def _outcome(one: dict) -> str:
    accepted_at = one["mediation__accepted_at"]
    if accepted_at is None or accepted_at > one["at"]:
        return "refused"
    by_will = (Ending.Kind.BY_SIDE, Ending.Kind.BY_OFFICE)
    return "withdrawn" if one["kind"] in by_will else "failed"


def _add_dues(rows) -> None:
    """What each agreement owed, and what was done: in parts and in money. One that a later replaced owes nothing any more."""
    key = "obligation__agreement"
    agreed = [row["key"] for row in rows if row["agreed"]]
    dues = Due.objects.filter(**{f"{key}__in": agreed, f"{key}__void_at": None})
    told = dues.values(key).annotate(
        last=Max("due_on"),
        count=Count("pk"),
        done=Count("pk", filter=Q(settled_on__isnull=False)),
        timely=Count("pk", filter=Q(settled_on__lte=F("due_on"))),
    )
    by_pk = {one[key]: one for one in told.order_by()}
    money = dues.filter(due_on__lte=timezone.localdate()).exclude(amount=None).order_by()
    owed = dict(money.values_list(key).annotate(all=Sum("amount")))
    paid = dict(money.values_list(key).annotate(all=Coalesce(Sum("performances__amount"), Decimal(0))))
    for row in rows:
        row["dues"] = by_pk.get(row["key"])
        row["owed"], row["paid"] = owed.get(row["key"], 0), paid.get(row["key"], 0)


def _group(row, by, apart):
    """What stands on one line. Families stand apart only where many of them do: district by quarter."""
    if by == "report":
        number = TYPES[row["type"]].statistic
        return number if apart or number != 1 else max(STATISTICS)
    if by == "type":
        of_class = row["type"][:2]
        return of_class if apart or of_class != "01" else "99"
    if by == "committee":
        return row["committee"] or _("没有受理")
    return f"{timezone.localtime(row['at']):%Y-%m}"


def _name(key, by, apart) -> str:
    if by not in ("report", "type"):
        return key
    name = str(STATISTICS[key] if by == "report" else CLASSES.get(key, key))
    merged = not apart and key in (max(STATISTICS), "99")
    return _("%(name)s（含婚姻家庭）") % {"name": name} if merged else name


def _line(name, rows, back) -> Line:
    today = timezone.localdate()
    ended = Counter(row["outcome"] for row in rows)
    agreed = [row for row in rows if row["agreed"]]
    due = [row["dues"] for row in agreed if row["dues"] and row["dues"]["last"] <= today]
    known = [row for row in agreed if row["key"] in back]
    oral = sum(row["is_oral"] for row in agreed)
    return Line(
        name=name,
        success=Rate(len(agreed), len(agreed) + ended["failed"] + ended["withdrawn"]),
        written=len(agreed) - oral,
        oral=oral,
        failed=ended["failed"],
        withdrawn=ended["withdrawn"],
        performed=Rate(sum(one["count"] == one["done"] for one in due), len(due)),
        in_time=Rate(sum(one["count"] == one["timely"] for one in due), len(due)),
        money=Rate(sum(row["paid"] for row in agreed), sum(row["owed"] for row in agreed)),
        came_back=Rate(sum(back[row["key"]] for row in known), len(known)),
        undated=sum(row["dues"] is None for row in agreed),
        refused=ended["refused"],
        declined=ended["declined"],
    )


COUNTED = ("success", "performed", "in_time", "came_back")


def _veiled(told: Figures) -> Figures:
    """The same as somebody may know it who does not reach the mediations themselves: exact is the whole of whole years alone, which
    no other page takes apart."""
    rows = [told.whole, *told.lines]
    cells: dict = {}
    for n, line in enumerate(rows):
        cells |= {(n, field): vars(line)[field] for field in Line.COUNTS}
        for field in COUNTED:
            cells[n, field, "part"], cells[n, field, "whole"] = _rate(line, field)
    keys = {key[1:] for key in cells}
    sums = [[(n, *key) for n in range(len(rows))] for key in sorted(keys)]
    ends = [((n, field, "part"), (n, field, "whole")) for n in range(len(rows)) for field in COUNTED]
    for n in range(len(rows)):
        part, whole = (n, "success", "part"), (n, "success", "whole")
        sums += [[part, (n, "written"), (n, "oral")], [whole, part, (n, "failed"), (n, "withdrawn")]]
    hidden = small_cells.hidden_of(cells, sums, ends)
    veiled = [_veil(n, line, cells, hidden, n == 0 and _is_years(told)) for n, line in enumerate(rows)]
    return replace(told, whole=veiled[0], lines=veiled[1:], is_veiled=True)


def _rate(line: Line, field: str) -> tuple:
    rate = vars(line)[field]
    return rate.part, rate.whole


def _veil(n: int, line: Line, cells: dict, hidden: set, is_exact: bool) -> Line:
    step, yuan = (1, 1) if is_exact else (small_cells.STEP, small_cells.YUAN)
    shown: dict = {
        field: small_cells.said(cells[n, field], (n, field) in hidden, step) for field in Line.COUNTS
    }
    for field in COUNTED:
        keys = [(n, field, "part"), (n, field, "whole")]
        if cells[keys[1]]:
            said = tuple(small_cells.said(cells[key], key in hidden, step) for key in keys)
            shown[field] = replace(vars(line)[field], shown=said)
    is_hidden = bool(hidden & {(n, "success", "part"), (n, "performed", "whole")})
    part, whole = line.money.part, line.money.whole
    hid = (small_cells.HIDDEN, small_cells.HIDDEN)
    paid = hid if is_hidden else (small_cells.said(part, False, yuan), small_cells.said(whole, False, yuan))
    money = replace(line.money, shown=paid) if line.money.whole else line.money
    return replace(line, money=money, **shown)
