"""The words in use at each step: the centre's own latest version, else those that come with the house."""

from onedoor.notices.models import Wording
from onedoor.notices.wording import STEPS


def words_of(verb: str) -> Wording | None:
    """Version 0 are the words that come with the house; None when residents are not told of such a step."""
    if verb not in STEPS:
        return None
    return _latest(verb) or _as_shipped(verb)


def all_words() -> list[Wording]:
    """One for each step, in the order of a matter's way."""
    own = {row.verb: row for row in Wording.objects.order_by("verb", "-version").distinct("verb")}
    return [own.get(verb) or _as_shipped(verb) for verb in STEPS]


def versions_of(verb: str) -> list[Wording]:
    return list(
        Wording.objects.filter(verb=verb).select_related("post__org", "post__type").order_by("-version")[:20]
    )


def _latest(verb: str) -> Wording | None:
    return Wording.objects.filter(verb=verb).order_by("-version").first()


def _as_shipped(verb: str) -> Wording:
    step = STEPS[verb]
    return Wording(verb=verb, version=0, text=step.text, is_sent=step.is_sent)
