"""记社情民意 — written down in one's own grid; what names a number of somebody's is refused before it is kept."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed, NotFound, NotNow, NotValid
from onedoor.voices.limits import MOST_PLACE, MOST_WORDS, TAKE_BACK_HOURS
from onedoor.voices.models import Voice
from onedoor.voices.plainness import refusal_of
from onedoor.voices.topics import Topic


def write(
    topic: str, words: str, *, by, place: str = "", grid=None, at_phone: datetime | None = None
) -> Voice:
    """记社情民意 — what people talk about: a topic, a place, a sentence or two, and nobody in it."""
    if not by.holds("voice.write"):
        raise NotAllowed(_("您现在的岗位不能记录社情民意。"))
    grid = grid or by.post.region
    if not grid.path.startswith(by.post.region.path):
        raise NotAllowed(_("只能记录本岗位范围内的社情民意。"))
    words, place = words.strip(), place.strip()
    _check(topic, words, place)
    voice = Voice(topic=topic, words=words, place=place, grid=grid, post=by.post)
    voice.at, voice.at_phone = timezone.now(), at_phone
    voice.save(force_insert=True)
    return voice


def _check(topic: str, words: str, place: str) -> None:
    if topic not in Topic.values:
        raise NotValid(_("请从清单里选一个话题。"), field="topic")
    if not words:
        raise NotValid(_("请写大家在说什么。"), field="words")
    if len(words) > MOST_WORDS or len(place) > MOST_PLACE:
        raise NotValid(_("最多%(most)s个字，一两句就好。") % {"most": MOST_WORDS}, field="words")
    for field, text in (("words", words), ("place", place)):
        if refusal := refusal_of(text):
            raise NotValid(refusal, field=field)


def take_back(key, *, by) -> None:
    """撤回 — within a day whoever wrote it may take it back; it is gone."""
    voice = Voice.objects.filter(pk=key, post=by.post).first()
    if voice is None or not by.holds("voice.write"):
        raise NotFound(_("没有这一条，或不是本岗位记的。"))
    if voice.at < timezone.now() - timedelta(hours=TAKE_BACK_HOURS):
        raise NotNow(_("记下已经超过一天，不能再撤回。"))
    voice.delete()
