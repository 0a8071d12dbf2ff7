"""单独存放 — a place of its own for a file from elsewhere: beside the district, never in its figures."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid
from onedoor.matters.models import ImportSource
from onedoor.places import actions as places
from onedoor.places.models import Region
from onedoor.places.tree import districts
from onedoor.posts.actor import Actor
from onedoor.posts.models import Org, Post, PostType, Staff, Tenure

# Sorts behind every real code, so that what nobody could place never lands here.
CODE, FIRST_NUMBER = "X{:04d}", 901
POST_TYPE = "dispatcher"


@transaction.atomic
def keep_apart(source: ImportSource, name: str, staff: Staff) -> Actor:
    """The source's own region with a centre and a desk, made when missing; `staff` holds the desk as one more post."""
    if source.region is None:
        if source.runs.filter(added__gt=0).exists():
            raise NotValid(
                _("来源“%(source)s”已有事项登记在本区，不能改为单独存放，请另起一个来源名称。")
                % {"source": source}
            )
        source.region = _region(name)
        source.save(update_fields=["region"])
    org = _centre(source.region)
    kind = PostType.objects.get(code=POST_TYPE)
    title = _("%(org)s · 分流交办") % {"org": org.name}
    post, _is_new = Post.objects.get_or_create(
        type=kind, org=org, defaults={"region": source.region, "title": title[:60]}
    )
    Tenure.objects.get_or_create(post=post, staff=staff, until=None, defaults={"since": timezone.localdate()})
    return Actor(staff, post)


def _region(name: str) -> Region:
    """A district of its own, by this name."""
    name = " ".join(name.split())
    if not name or len(name) > 40:
        raise NotValid(_("请给单独存放的区域起一个名称，最多40个字。"), field="apart")
    known = set(Region.objects.filter(parent=None).values_list("code", flat=True))
    if same := districts().filter(name=name).first():
        if same.code[:1] != CODE[0]:
            raise NotValid(_("“%(name)s”是本区，不能用来单独存放。") % {"name": name}, field="apart")
        return same
    code = next(code for n in range(1, 10_000) if (code := CODE.format(n)) not in known)
    return places.add(Region.Kind.DISTRICT, name, code, None, by=_("批量导入"))


def _centre(region: Region) -> Org:
    """Its desk, with a number of its own for the codes of its cases."""
    taken = set(Org.objects.exclude(number=None).values_list("number", flat=True))
    number = next((str(n) for n in range(FIRST_NUMBER, 1000) if str(n) not in taken), None)
    told = {"name": region.name[:60], "kind": Org.Kind.CENTRE, "region": region, "number": number}
    return Org.objects.get_or_create(code=region.code, defaults=told)[0]
