"""比对 — how alike two requests are, and why: words, places and days only; who sent them is never looked at.

Knows no database. `likeness` finds what is worth comparing, `Words` says how much a pair of characters tells.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import takewhile

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onedoor.kit.bigrams import bigrams

# What a request is about stands at its beginning; the rest of a long letter repeats it.
READ, LEAD = 500, 160
TITLE_COUNTS = 1.8
# Below this many texts, counting says little about how rare a pair is.
ENOUGH_TEXTS = 400
LONGEST_SHARED, WORDS_TOLD, ENOUGH_TOLD = 12, 3, 40.0
# Publishers write places as codes (A7县), people by what stands there (三期, 12栋).
CODED_PLACE = re.compile(r"[A-Z]\d{1,2}(?:区|县|市)")
CODED_TOWN = re.compile(r"[A-Z]\d{0,2}(?:区|县|市)")
TELLING = re.compile(r"[㐀-鿿]{2}|[A-Za-z]+\d|\d+[㐀-鿿]{2}")
PLACE_ENDING = re.compile(r"(?:社区|街道|村委会|居委会|[村镇乡区县市])$")
RUN = re.compile(r"[㐀-鿿0-9A-Za-z]+")
# Said in every letter: they are left out before anything is compared, so that greetings make no two requests alike.
COMMON = (
    "您好 你好 领导 尊敬的 请问 谢谢 我们 我是 他们 是否 没有 可以 什么 为什么 怎么 如何 问题 反映 投诉 举报 建议 咨询 请求 希望 要求 解决 处理 "
    "政府 部门 有关 相关 居民 业主 小区 社区 市民 百姓 老百姓 群众 一个 一直 现在 已经 但是 因为 所以 如果 以及 还有 就是 不是 不能 这个 那个 "
    "进行 情况 工作 生活 影响 严重 时候 时间 今年 去年 多次 至今 关于 对于 根据 由于 通过 目前 附近 里面 上面 下面 电话 单位 公司 感谢 回复 答复 "
    "能否 是不是 书记 市长 区长 恳请 局长 我家 家里 自己 大家 这样 那么 不知道 需要 应该 导致 造成 国家 规定 管理 人员 地方 城市 给予"
)  # fmt: skip
EVERYDAY = re.compile("|".join(sorted(COMMON.split(), key=len, reverse=True)))
# What no reason begins or ends with.
BEFORE = "的了是在和与及对把被我你他们请问市区县省有不也都就还而但这那个为等从到向给之于将能会要楼处里边"
AFTER = "的了是在和与及对把被我你他们请问有不也都就还而但这那一个为等从到向给之于将能会要小"


def names_of_place(names) -> tuple[str, ...]:
    """Each name as it is written and as it is said (大城街道, 大城), the longest first."""
    said = {form for name in names for form in (name, PLACE_ENDING.sub("", name)) if len(form) > 1}
    return tuple(sorted(said, key=lambda form: (-len(form), form)))


class Words:
    """How much each pair of characters tells: the fewer texts have it, the more."""

    def __init__(self, counts: Mapping[str, int], texts: int):
        self.counts, self.texts = counts, max(texts, ENOUGH_TEXTS)

    def weight(self, pair: str) -> float:
        return max(math.log(self.texts / max(self.counts.get(pair, 1), 1)), 0.0)


@dataclass(frozen=True)
class Said:
    """What is compared of one request. `path` and `kind` are its region's; without them nobody has placed it yet.

    `places` are names that say no more than the region does: whoever lives there writes them.
    """

    title: str
    body: str
    at: datetime
    path: str = ""
    kind: str = ""
    places: tuple[str, ...] = ()

    def _telling(self, text: str) -> str:
        for name in self.places:
            text = text.replace(name, "，")
        return EVERYDAY.sub("，", text)

    @cached_property
    def head(self) -> str:
        return self._telling(self.title)

    @cached_property
    def lead(self) -> str:
        return f"{self.head}。{self._telling(self.body[:LEAD])}"

    @cached_property
    def in_title(self) -> set[str]:
        return bigrams(self.head)

    @cached_property
    def pairs(self) -> set[str]:
        return bigrams(f"{self.head}。{self._telling(self.body[:READ])}")

    @cached_property
    def steps(self) -> list[str]:
        """The way down to its region, from below the district."""
        return self.path.split("/")[1:-1]

    @cached_property
    def codes(self) -> set[str]:
        return set(CODED_PLACE.findall(self.title + self.body[:LEAD]))

    def weights(self, words: Words) -> dict[str, float]:
        """Each pair with what it tells here: more in the title."""
        return {
            pair: words.weight(pair) * (TITLE_COUNTS if pair in self.in_title else 1) for pair in self.pairs
        }


@dataclass(frozen=True)
class Likeness:
    """How alike, from 0 to 1, and what of: `place` is "grid", "village", "town", a name from the text or nothing."""

    score: float
    place: str = ""
    words: tuple[str, ...] = field(default=())
    days: int = 0

    @property
    def why(self) -> str:
        """In plain words: 同一社区；都提到“搅拌站”“噪音”；12天前."""
        place = {"grid": _("同一网格"), "village": _("同一村（社区）"), "town": _("同一镇街")}.get(self.place)
        if self.place and place is None:
            place = _("都在%(place)s") % {"place": self.place}
        said = (
            _("都提到%(words)s") % {"words": "".join(f"“{word}”" for word in self.words)}
            if self.words
            else ""
        )
        when = (
            ngettext("相隔%(days)s天", "相隔%(days)s天", self.days) % {"days": self.days}
            if self.days
            else _("同一天")
        )
        return _("；").join(filter(None, (place, said, when)))


def compare(one: Said, other: Said, words: Words) -> Likeness:
    """How alike two requests are."""
    return judged(one, other, words, alike(one.weights(words), other.weights(words)))


def alike(mine: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    """Between the cosine and the share of the shorter text that the longer one holds."""
    few, many = sorted((mine, theirs), key=len)
    common = sum(weight * many[pair] for pair, weight in few.items() if pair in many)
    return share(common, length(mine), length(theirs))


def share(common: float, mine: float, theirs: float) -> float:
    if not common:
        return 0.0
    return common / (mine * theirs) * 0.6 + min(common / min(mine, theirs) ** 2, 1.0) * 0.4


def length(weights: Mapping[str, float]) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values()))


def titles_alike(one: Said, other: Said, words: Words) -> float:
    mine, theirs = ({pair: words.weight(pair) for pair in said.in_title} for said in (one, other))
    return alike(mine, theirs)


def judged(one: Said, other: Said, words: Words, likeness: float) -> Likeness:
    """The likeness of the words, weighed with what they share word for word, with the places and the days between."""
    shared = shared_strings(one, other, words)
    place, bonus = same_place(one, other)
    days = abs((one.at - other.at).days)
    told = sum(told for _word, told in shared[:WORDS_TOLD])
    likeness = 0.55 * likeness + 0.45 * titles_alike(one, other, words)
    score = 0.7 * likeness + 0.4 * min(told, ENOUGH_TOLD) / ENOUGH_TOLD + bonus - 0.06 * min(days, 90) / 90
    return Likeness(
        round(min(max(score, 0.0), 1.0), 3), place, tuple(word for word, _told in shared[:WORDS_TOLD]), days
    )


# How much it adds to share a place of this kind; two places apart take more away.
SHARED_PLACE = {"grid": 0.15, "village": 0.12, "town": 0.0}
APART, SAME_CODE, OTHER_CODE = -0.25, 0.04, -0.2
LEVELS = {
    "grid": "grid",
    "village": "village",
    "community": "village",
    "area": "town",
    "town": "town",
    "street": "town",
}


def same_place(one: Said, other: Said) -> tuple[str, float]:
    """What place they share, and what that adds or takes away."""
    if one.steps and other.steps:
        level = _shared_level(one, other)
        return level, SHARED_PLACE[level] if level else APART
    if one.codes and other.codes:
        both = one.codes & other.codes
        return (min(both), SAME_CODE) if both else ("", OTHER_CODE)
    return "", 0.0


def _shared_level(one: Said, other: Said) -> str:
    """The kind of the smallest place that holds both: a grid lies in a village, everything else in a town."""
    together = zip(one.steps, other.steps, strict=False)
    shared = len(list(takewhile(lambda steps: steps[0] == steps[1], together)))
    for said in (one, other):
        if shared and shared == len(said.steps):
            return LEVELS.get(said.kind, "town")
        if shared and shared == len(said.steps) - 1 and said.kind == "grid":
            return "village"
    return "town" if shared else ""


def shared_strings(one: Said, other: Said, words: Words) -> list[tuple[str, float]]:
    """Strings that stand in both, word for word, those that tell most first."""
    found: dict[str, float] = {}
    for run in RUN.findall(one.lead):
        begin = 0
        while begin <= len(run) - 2:
            end = begin + 2
            while end <= len(run) and run[begin:end] in other.lead and end - begin <= LONGEST_SHARED:
                end += 1
            word = CODED_TOWN.sub("", run[begin : end - 1]).lstrip(BEFORE).rstrip(AFTER)
            if TELLING.search(word):
                headed = (word in one.head) + (word in other.head)
                found[word] = _told(word, words) * (0.3, 0.8, 1.0)[headed]
            begin = max(end - 2, begin + 1)
    best = sorted(found.items(), key=lambda item: -item[1])
    return [
        (w, t) for n, (w, t) in enumerate(best) if t > 4 and not any(w in better for better, _t in best[:n])
    ]


def _told(word: str, words: Words) -> float:
    """A string tells what its rarest pairs tell, not what all of them add up to."""
    weights = sorted((words.weight(pair) for pair in bigrams(word)), reverse=True)
    return sum(weights[:4])
