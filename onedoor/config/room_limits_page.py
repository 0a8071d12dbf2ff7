"""docs/limits-of-rooms.md, drawn from the limits of the rooms beside matters, as docs/limits.md is from theirs."""

from onedoor.aid import limits as aid
from onedoor.matters.limits_page import row
from onedoor.supervision import limits as supervision
from onedoor.tasks import limits as tasks

PATH = "docs/limits-of-rooms.md"
DRAWN = (
    ("督办 · supervision", supervision.LIMITS),
    ("法律援助 · aid", aid.LIMITS),
    ("网格任务 · tasks", tasks.LIMITS),
)
HEAD = """# 督办、法律援助、网格任务的期限

本页由 `make docs` 从代码生成，请勿手改。事项本身的期限见[期限一览](limits.md)。催办只须知悉，没有期限。
"""
TABLE = """
| 期限 | 起算 | 时限 | 可延长（一次） | 遇休息日顺延 | 谁的期限 | 提前提醒 | 依据 |
|---|---|---|---|---|---|---|---|
"""


def draw() -> str:
    """The whole page."""
    chapters = [f"\n## {title}\n{TABLE}" + "\n".join(map(row, limits)) + "\n" for title, limits in DRAWN]
    return HEAD + "".join(chapters)
