"""Help with choosing a category: words of the request → a few categories, each with the words that point to it.

A person decides, always. The index is held in memory and made anew when any category has changed.
"""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.bigrams import bigrams
from onedoor.matters.models import Category

# What a request is about stands at its beginning; the rest of a long letter repeats it.
_READ = 600
# … and what stands in its first line says most.
_FIRST, _FIRST_COUNTS = 40, 2.5
_ENOUGH = 2.0
# One sign alone stands in too many words to point anywhere.
_SIGNS = 2
# How much a pair of characters says, by where it comes from: the own name, then the names above, then the words.
_PAIR_WEIGHTS = (1.0, 0.4, 0.4)
_WORD_PAIRS = 0.35


@dataclass(frozen=True)
class Suggestion:
    """A category that may fit, and the words of the request that say so."""

    category: Category
    words: tuple[str, ...]
    score: float

    @property
    def why(self) -> str:
        return _("提到%(words)s") % {"words": _("、").join(f"“{word}”" for word in self.words)}


class Index:
    """The words of every category that may be chosen, ready to be looked for in a request."""

    def __init__(self, leaves: list[Category]):
        self.leaves = leaves
        self.phrases = self._phrases()
        self.pairs = self._pairs()

    def _phrases(self):
        """By its beginning: (parts that must all be there, leaf, weight). What many categories share says less."""
        shared, phrases = Counter(word for leaf in self.leaves for word in leaf.keywords), defaultdict(list)
        for place, leaf in enumerate(self.leaves):
            for word in leaf.keywords:
                weight = (len(word) + word.count("+")) / math.sqrt(shared[word])
                phrases[word.split("+")[0][:2]].append((tuple(word.split("+")), place, weight))
        return phrases

    def _pairs(self):
        weights = defaultdict(dict)
        for place, leaf in enumerate(self.leaves):
            for pair, weight in _pair_weights(leaf).items():
                weights[pair][place] = weight
        most = math.log(len(self.leaves) + 1)
        return {
            pair: {
                place: weight * math.log((len(self.leaves) + 1) / len(places)) / most
                for place, weight in places.items()
            }
            for pair, places in weights.items()
        }

    def suggest(self, text: str, limit: int = 3) -> list[Suggestion]:
        """The likeliest categories for a text, best first; none when nothing points anywhere."""
        text = text[:_READ]
        first = text[:_FIRST]
        scores, words = Counter(), defaultdict(list)
        # In the order of the text, so that the same words always give the same answer.
        for beginning in dict.fromkeys(text[n : n + size] for n in range(len(text)) for size in (1, 2)):
            for parts, place, weight in self.phrases.get(beginning, ()):
                if all(part in text for part in parts):
                    scores[place] += weight * (_FIRST_COUNTS if all(part in first for part in parts) else 1)
                    words[place].extend(parts)
        for pair in sorted(bigrams(text) & self.pairs.keys()):
            for place, weight in self.pairs[pair].items():
                scores[place] += weight
                if weight >= 0.5:
                    words[place].append(pair)
        best = sorted(scores, key=lambda place: (-scores[place], place))
        return [
            Suggestion(self.leaves[place], _longest(words[place]), scores[place])
            for place in best
            if scores[place] >= _ENOUGH and len("".join(_longest(words[place]))) >= _SIGNS
        ][:limit]


def _pair_weights(leaf: Category) -> dict[str, float]:
    weights = {
        pair: _WORD_PAIRS for word in leaf.keywords for part in word.split("+") for pair in bigrams(part)
    }
    above, node = [], leaf
    while node is not None:
        above.append(node)
        node = node.parent
    for weight, node in reversed(list(zip(_PAIR_WEIGHTS, above, strict=False))):
        for name in (node.name, *node.former_names):
            weights |= {pair: max(weight, weights.get(pair, 0)) for pair in bigrams(name)}
    return weights


def _longest(words: list[str]) -> tuple[str, ...]:
    """Each word once, and none that is only a part of another."""
    unique = list(dict.fromkeys(words))
    return tuple(word for word in unique if not any(word != other and word in other for other in unique))


_held: tuple[tuple, Index] | None = None


def index() -> Index:
    """The index of today's categories; one small query tells whether the one in memory still holds."""
    global _held
    today = timezone.localdate()
    newest = Category.objects.aggregate(count=Count("pk"), last=Max("pk"), changed=Max("changed_at"))
    stamp = (today, *newest.values())
    if _held is None or _held[0] != stamp:
        leaves = Category.objects.valid(today).leaves().select_related("parent__parent")
        _held = (stamp, Index(list(leaves)))
    return _held[1]


def suggest(text: str, limit: int = 3) -> list[Suggestion]:
    """分类提示 — categories that may fit this text, with the reason of each; a person decides."""
    return index().suggest(text, limit) if text.strip() else []
