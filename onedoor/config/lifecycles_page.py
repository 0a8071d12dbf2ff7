"""docs/lifecycles.md, drawn from the tables of moves, so that the page cannot say anything else than the code does."""

from onedoor.aid import lifecycle as aid
from onedoor.appointments.lifecycle import APPOINTMENT
from onedoor.counselling import lifecycle as counselling
from onedoor.hall import lifecycle as hall
from onedoor.joint import lifecycle as joint
from onedoor.kit.lifecycle import Lifecycle
from onedoor.matters.lifecycle import LIFECYCLE
from onedoor.mediation import courses
from onedoor.reception import lifecycle as reception
from onedoor.supervision import lifecycle as supervision
from onedoor.tasks import lifecycle as tasks
from onedoor.whistles import lifecycle as whistles

PATH = "docs/lifecycles.md"
DRAWN = (
    ("事项 · matters", LIFECYCLE),
    ("吹哨 · whistles", whistles.LIFECYCLE),
    ("督办 · supervision", supervision.LIFECYCLE),
    ("联勤计划 · joint", joint.PLAN),
    ("联席会议 · joint", joint.MEETING),
    ("接访 · reception", reception.LIFECYCLE),
    ("法律援助 · aid", aid.LIFECYCLE),
    ("排队号 · hall", hall.TICKET),
    ("预约 · appointments", APPOINTMENT),
    ("谈话 · counselling", counselling.LIFECYCLE),
    ("网格任务 · tasks", tasks.LIFECYCLE),
    ("调解会 · mediation", courses.SESSION),
    ("调解方案 · mediation", courses.OFFER),
)
HEAD = """# 流转图

本页由 `make docs` 从代码里的流转表生成，请勿手改。图中每一箭头是一个环节，表中列出环节所需的权限和写入时间线的记录。
排队号没有案卷，不写时间线：它的经过是一段一段的时段，谁、在哪个窗口、从几时到几时。
"""


def draw() -> str:
    """The whole page."""
    return HEAD + "".join(chapter(title, lifecycle) for title, lifecycle in DRAWN)


def chapter(title: str, lifecycle: Lifecycle) -> str:
    return f"\n## {title}\n\n{diagram(lifecycle)}\n{table(lifecycle)}"


def diagram(lifecycle: Lifecycle) -> str:
    """A state diagram in Mermaid; several moves along the same way share an arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for move in lifecycle.moves.values():
        for status in move.frm:
            arrows.setdefault((status, move.to), []).append(str(move.label))
    names = "\n".join(f'  state "{status.label}" as {status.value}' for status in lifecycle.statuses)
    lines = "\n".join(f"  {frm} --> {to}: {'、'.join(labels)}" for (frm, to), labels in arrows.items())
    return f"```mermaid\nstateDiagram-v2\n{names}\n  [*] --> {first(lifecycle)}\n{lines}\n```\n"


def first(lifecycle: Lifecycle) -> str:
    """Where every work begins: the status that is named first."""
    return next(iter(lifecycle.statuses)).value


def table(lifecycle: Lifecycle) -> str:
    head = "| 环节 | 从 | 到 | 权限 | 时间线记录 |\n|---|---|---|---|---|\n"
    rows = [
        (
            f"{move.label} `{name}`",
            "、".join(str(lifecycle.statuses(status).label) for status in move.frm),
            str(lifecycle.statuses(move.to).label),
            f"`{move.verb}`",
            f"`{move.event}`",
        )
        for name, move in lifecycle.moves.items()
    ]
    return head + "".join(f"| {' | '.join(row)} |\n" for row in rows)
