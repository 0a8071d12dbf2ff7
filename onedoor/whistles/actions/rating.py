"""配合评价 — the host and the units say of each other how the work together went: units, never persons."""

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.cases.moving import acting
from onedoor.kit.problems import NotNow, NotValid
from onedoor.posts.models import Org
from onedoor.whistles.models import Cooperation, Whistle
from onedoor.whistles.standing import hosts, insist, left_to_rate, takes_part


def rate(whistle: Whistle, *, by, org: Org, stars: int, words: str = "") -> Cooperation:
    """配合评价 — one to five, once a unit; a low one says why. It stands at this whistle and is added up nowhere."""
    verb = "whistle.answer" if hosts(whistle, by) else "whistle.blow"
    told = {"of": org.code, "stars": stars}
    with acting(whistle, verb, "whistle.rated", "配合评价", by=by, note=words, **told) as whistle:
        insist(takes_part(whistle, by))
        if org not in left_to_rate(whistle, by):
            raise NotNow(_("现在不能评价%(org)s，或已经评价过了。") % {"org": org})
        if not 1 <= stars <= 5:
            raise NotValid(_("请在1到5里选。"))
        if stars <= 2 and not words.strip():
            raise NotValid(_("评价较低，请写明具体情况。"), field="words")
        rating = Cooperation(whistle=whistle, of=org, stars=stars, words=words.strip(), at=timezone.now())
        rating.by, rating.post = by.post.org, by.post
        rating.save(force_insert=True)
    return rating
