"""小数不列 — what tells nothing of one family: figures below ten, and what could be reckoned back to one, are not shown to whoever
does not reach the mediations themselves (safeguards RT-18).
"""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
SMALL = 10
# What is not small is told to the nearest of these: figures, and yuan.
STEP, YUAN = 5, 1000
# What stands in place of a figure: it is small, or a small one could be reckoned from it.
FEW, HIDDEN = f"<{SMALL}", "…"


@dataclass(frozen=True)
class Rate:
    """So many of so many. `shown`: both of them as this reader may know them; a percentage of what is hidden is hidden too."""

    part: int | Decimal
    whole: int | Decimal
    shown: tuple[str, str] | None = None

    @property
    def is_rate(self) -> bool:
        return True

    @property
    def numbers(self) -> tuple[str, str]:
        return self.shown or (str(self.part), str(self.whole))

    @property
    def rounded(self) -> str:
        """Two decimals, half up; nothing of nothing."""
        return self._percent(ROUND_HALF_UP)

    @property
    def cut_off(self) -> str:
        return self._percent(ROUND_DOWN)

    @property
    def differs(self) -> bool:
        return self.rounded != self.cut_off

    def _percent(self, how) -> str:
        if not {FEW, HIDDEN}.isdisjoint(self.numbers):
            return ""
        part, whole = map(Decimal, self.numbers)
        return f"{(part * 100 / whole).quantize(CENT, how)}%" if whole else ""


def hidden_of(cells: dict, sums: list[list], ends: list) -> set:
    """Which cells are not shown: the small ones, and then, as long as a sum has only one of them, the smallest beside it.

    `cells`: each figure by its key; `sums`: keys of which the first is the sum of the others; `ends`: pairs of a part and its
    whole, whose difference is a figure too."""
    hidden = {key for key, value in cells.items() if 0 < value < SMALL}
    hidden |= {part for part, whole in ends if 0 < cells[whole] - cells[part] < SMALL}
    changed = True
    while changed:
        changed = False
        for keys in sums:
            if len(hidden.intersection(keys)) == 1:
                beside = [key for key in keys[1:] if key not in hidden] or [keys[0]]
                hidden.add(min(beside, key=lambda key: cells[key]))
                changed = True
    return hidden


def said(value, is_hidden: bool, step: int = 1) -> str:
    """As this reader may know it; what is shown to the nearest `step`, so that two pages beside each other tell no third figure."""
    if is_hidden:
        return FEW if value < SMALL else HIDDEN
    return str(value) if step == 1 else str(int(value + step // 2) // step * step)
