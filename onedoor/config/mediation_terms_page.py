"""docs/mediation-terms.md, drawn from the code: the clocks of a mediation, and the periods of the law that people in a dispute must know."""

from onedoor.matters.limits_page import row
from onedoor.mediation.law import BEFORE_A_DAY, TERMS, Term
from onedoor.mediation.limits import LIMITS, UNDATED_ASKED, VISITS_AGREED, VISITS_FAILED
from onedoor.mediation.volume.keeping import DECLINED_DAYS, DRAWER_DAYS, RULES, UNFILED_DAYS
from onedoor.worktime.counting import CALENDAR, HOURS, MONTHS, WORKING, YEARS

PATH = "docs/mediation-terms.md"
UNITS = {HOURS: "小时", CALENDAR: "日", WORKING: "个工作日", MONTHS: "个月", YEARS: "年"}
HEAD = """# 调解的期限 · Time limits of mediation

本页由 `make docs` 从代码生成，请勿手改。怎么办一件调解，见[调解手册](mediation.md)。

## 系统计的期限

| 期限 | 起算 | 时限 | 可延长（一次） | 遇休息日顺延 | 谁的期限 | 提前提醒 | 依据 |
|---|---|---|---|---|---|---|---|
"""
LAW = """
## 法律规定的期限

开始的那天不算；按月、按年的，到对应的那一天，没有那一天的到月底。调解不成时，从这里算出每条路的最后一天。

| 期限 | 起算 | 时限 | 遇休息日顺延 | 谁的期限 | 依据 |
|---|---|---|---|---|---|
"""
BEFORE = """
## 往前算的期限

| 期限 | 哪一天以前 | 提前 | 依据 |
|---|---|---|---|
"""
KEPT = """
## 回访和保管

| 什么 | 什么时候 |
|---|---|
"""


def draw() -> str:
    """The whole page."""
    law = "\n".join(map(_law, TERMS.values()))
    before = "\n".join(f"| {one.name} | {one.since} | {_long(one)} | {one.basis} |" for one in BEFORE_A_DAY)
    kept = "\n".join(f"| {what} | {when} |" for what, when in _kept())
    return (
        HEAD
        + "\n".join(map(row, LIMITS))
        + "\n"
        + LAW
        + law
        + "\n"
        + BEFORE
        + before
        + "\n"
        + KEPT
        + kept
        + "\n"
    )


def _long(term: Term) -> str:
    return f"{term.amount}{UNITS[term.unit]}"


def _law(term: Term) -> str:
    rolls = "是" if term.rolls and term.unit in (CALENDAR, MONTHS, YEARS) else "—"
    return f"| {term.name} | {term.since} | {_long(term)} | {rolls} | {term.whose} | {term.basis} |"


def _kept() -> list[tuple[str, str]]:
    days = ["、".join(map(str, visits)) for visits in (VISITS_AGREED, VISITS_FAILED)]
    return [
        ("达成协议以后回访", f"第{days[0]}日"),
        ("没有达成协议，回访", f"第{days[1]}日"),
        (
            "没有写明日期的约定",
            f"生效后每{UNDATED_ASKED}日问一次各方还有没有要办的，直到登记了结（本区自定）",
        ),
        ("结束以后没有立卷的", f"{UNFILED_DAYS}日后系统自动归档"),
        ("卷宗保管", "；".join(str(rule.words) for rule in RULES.values())),
        ("各方抽屉", f"结案后{DRAWER_DAYS}日清空"),
        ("没有受理的申请", f"{DECLINED_DAYS}日后清除"),
    ]
