"""docs/limits.md, drawn from the limits themselves, so that the page cannot say anything else than the code does."""

from onedoor.cases.due import amount
from onedoor.matters.limits import LIMITS, PROMISED

PATH = "docs/limits.md"
HEAD = """# 期限一览

本页由 `manage.py limits_page` 从代码生成，请勿手改。起算当日不计入；按日、按工作日计算的期限，到最后一日24时为止。
一项期限的到期日只会推后，不会提前；中止的日子按同样的计量补回。

| 期限 | 起算 | 时限 | 可延长（一次） | 遇休息日顺延 | 谁的期限 | 提前提醒 | 依据 |
|---|---|---|---|---|---|---|---|
"""
FOOT = """
“承诺办理期限”是本区自己的承诺：咨询{consult}个工作日，其他诉求{usual}个工作日；事项分类可以另定（1至{most}个工作日）。
承诺可以短于法定期限，不能长于法定期限；协办期限不能长于主办单位的承诺。

延期和中止由主办单位申请，或由有权的岗位直接办理；都写明谁提出、为什么、依据什么、到哪一天。不能批准本单位的申请。
中止到期以后自动恢复计时。单位回复督办的期限见[督办的期限](limits-of-rooms.md)。

工作日按国务院办公厅的年度放假通知计算，本区可以自定休息日和上班日（页面“工作日历”）。通知尚未公布的年份，到期日标为“暂定”。
"""


def _amount(count: int, unit: str) -> str:
    return amount(count, unit) if count else "—"


def row(limit) -> str:
    """One limit as a line of the table."""
    days = _amount(limit.days, limit.unit)
    if limit.most_days:
        days += f"（可定1至{limit.most_days}）"
    cells = [
        limit.label,
        limit.since,
        days,
        _amount(limit.most_extra, limit.unit),
        "是" if limit.roll_forward else "否",
        "办理方" if limit.is_duty else "当事人（单位）的权利",
        _amount(limit.warn_days, limit.unit),
        limit.basis,
    ]
    return "| " + " | ".join(cells) + " |"


def draw() -> str:
    """The whole page."""
    promise = next(limit for limit in LIMITS if limit.kind == "promise")
    foot = FOOT.format(consult=PROMISED["consult"], usual=promise.days, most=promise.most_days)
    return HEAD + "\n".join(row(limit) for limit in LIMITS) + "\n" + foot
