"""What holds a volume together: cover, index, note, back cover."""

from dataclasses import dataclass

from onedoor.kit.paperwork import Fields, Grid, Paper, Sign, Signing, Small
from onedoor.kit.paperwork import Words as Text
from onedoor.mediation.papers.parts import Words

BLANK_NUMBER = "（　　　　）　　人调字第　　　号"


@dataclass(frozen=True, kw_only=True)
class Cover(Words):
    """卷宗封面."""

    name: str = ""
    volume: str = ""
    begun_on: str = ""
    ended_on: str = ""
    filer: str = ""
    filed_on: str = ""
    kept: str = ""
    pages: str = ""
    remark: str = ""

    def paper(self) -> Paper:
        lines = (
            ("卷名", self.name),
            ("卷号", self.volume or self.number),
            ("调解员", "、".join(self.mediators)),
            ("调解日期", f"{self.begun_on}至{self.ended_on}" if self.begun_on else ""),
            ("立卷人", self.filer),
            ("立卷日期", self.filed_on),
            ("保管期限", self.kept),
            ("页数", self.pages),
            ("备注", self.remark),
        )
        blocks = tuple(Fields((line,), label=6) for line in lines)
        number = self.number or BLANK_NUMBER
        return Paper(
            "人民调解卷宗",
            blocks,
            office=self.office or "　　　　　　　调解委员会",
            number=number,
            is_bare=True,
        )


@dataclass(frozen=True, kw_only=True)
class Index(Words):
    """卷内目录 — `lines`: what it is, which day, which page it begins on, a remark."""

    lines: tuple[tuple[str, str, str, str], ...] = ()

    def paper(self) -> Paper:
        rows = tuple((str(n), *line) for n, line in enumerate(self.lines, 1))
        grid = Grid(
            ("序号", "材料名称", "日期", "页号", "备注"), rows, (2, 7, 5, 3, 4), lines=0 if rows else 14
        )
        return Paper("卷内目录", (grid,), office=self.office, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Note(Words):
    """卷宗情况说明 — what is missing and why, what lies elsewhere, who looked it over."""

    pages: str = ""
    lacking: tuple[str, ...] = ()
    reason: str = ""
    apart: str = ""
    content: str = ""
    filer: str = ""

    def paper(self) -> Paper:
        told = [self.content] if self.content else []
        if self.pages:
            told.append(f"本卷共{self.pages}页。")
        if self.lacking:
            told.append(f"缺少：{'、'.join(self.lacking)}。理由：{self.reason}")
        if self.apart:
            told.append(self.apart)
        blocks = (
            Text("\n".join(told), lines=12),
            Signing((Sign("立卷人", name=self.filer, way="签名"), Sign("检查人", way="签名")), self.day),
            Small("一方单独谈话的记录和保密材料不入本卷，由调解组织另行密封保存。"),
        )
        return Paper("卷宗情况说明", blocks, office=self.office, number=self.number)


@dataclass(frozen=True, kw_only=True)
class Back(Words):
    """卷底."""

    pages: str = ""
    sealed_on: str = ""

    def paper(self) -> Paper:
        blocks = (
            Fields((("本卷页数", self.pages),), label=6),
            Fields((("封卷日期", self.sealed_on),), label=6),
            Fields((("立卷人", ""),), label=6),
            Fields((("验收人", ""),), label=6),
            Text("本卷装订后不得增减、涂改。借阅、复制须登记。", is_indented=False),
        )
        return Paper("卷底", blocks, office=self.office, number=self.number, is_bare=True)
