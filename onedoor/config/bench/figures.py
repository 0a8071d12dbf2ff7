"""What a measurement says: one JSON line a figure, the median and the spread of its repeats beside its bound."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of all values does not pass (nearest rank)."""
    if not values:
        raise ValueError("no values were measured")
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * round(share * 1000) // 1000) - 1)]


@dataclass(frozen=True)
class Goal:
    """What is wanted: at least or at most so much of the figure itself, or of its ratio to the bound."""

    limit: float
    of: str = "median"
    at_least: bool = False
    stretch: float | None = None

    def met(self, said: dict) -> bool | None:
        value = said[self.of]
        if value is None:
            return None
        return value >= self.limit if self.at_least else value <= self.limit

    @property
    def words(self) -> str:
        sign = "≥" if self.at_least else "≤"
        stretch = f" (stretch {sign} {self.stretch:g})" if self.stretch is not None else ""
        return f"{self.of} {sign} {self.limit:g}{stretch}"


@dataclass
class Figure:
    """One thing measured a few times, with its bound measured in turn with it."""

    name: str
    unit: str
    values: list[float] = field(default_factory=list)
    bound: str = ""
    bound_values: list[float] = field(default_factory=list)
    goal: Goal | None = None
    more: dict = field(default_factory=dict)

    def said(self) -> dict:
        middle = median(self.values)
        beside = median(self.bound_values) if self.bound_values else None
        said = {
            "figure": self.name,
            "unit": self.unit,
            "median": rounded(middle),
            "min": rounded(min(self.values)),
            "max": rounded(max(self.values)),
            "repeats": len(self.values),
            "bound": {"what": self.bound, "median": rounded(beside)} if beside is not None else None,
            "ratio": rounded(middle / beside) if beside else None,
            "goal": self.goal.words if self.goal else None,
        }
        return {**said, "met": self.goal.met(said) if self.goal else None, **self.more}

    def line(self) -> str:
        return json.dumps(self.said(), ensure_ascii=False)


def rounded(value: float) -> float:
    """Three digits that count: nobody measures more than that on a shared machine."""
    return float(f"{value:.3g}")
