"""Which surveys there are for whom, what each costs, how many answers came from where."""

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from onedoor.kit.burden import Burden
from onedoor.kit.problems import NotFound
from onedoor.places.atlas import open_atlas
from onedoor.places.models import Region
from onedoor.posts.models import Post, Tenure
from onedoor.posts.tenures import live
from onedoor.surveys.models import Medium, Survey, Version
from onedoor.surveys.questions import kept
from onedoor.surveys.standing import ground, may_answer, may_edit_survey

VILLAGES = (Region.Kind.VILLAGE, Region.Kind.COMMUNITY)
ABOVE = (Region.Kind.TOWN, Region.Kind.STREET, Region.Kind.DISTRICT)


def surveys_of(by) -> QuerySet[Survey]:
    """What a post asks on its ground, the newest first; unpublished ones with it."""
    mine = Survey.objects.under(ground(by)) if by.holds("survey.edit") else Survey.objects.none()
    return mine.whole().order_by("-made_at")


def open_to(by) -> list[Survey]:
    """What this post is asked to fill in today."""
    if not by.holds("survey.answer"):
        return []
    asked = Survey.objects.open().filter(Q(post_type=None) | Q(post_type=by.post.type_id)).whole()
    return [survey for survey in asked.order_by("ends_on", "pk") if not may_answer(survey, by)]


def find(key, by) -> Survey:
    """One of those a post asks."""
    found = Survey.objects.whole().filter(pk=key).first()
    if found is None or may_edit_survey(found, by):
        raise NotFound(_("没有这份问卷。"))
    return found


def find_open(key, by) -> Survey:
    """One of those a post is asked to fill in."""
    found = Survey.objects.open().whole().filter(pk=key).first()
    if found is None or may_answer(found, by):
        raise NotFound(_("没有这份问卷，或已经截止，或不由本岗位填。"))
    return found


def published(survey: Survey) -> Version | None:
    """The version that is filled in today."""
    return survey.versions.filter(published_at__isnull=False).order_by("-number").first()


def version_for(key, by) -> Version:
    """A published version that this post may fetch: the one of today, or an older one it still has answers for."""
    rows = Version.objects.select_related("survey__region", "survey__post_type")
    found = rows.filter(pk=key, published_at__isnull=False).first()
    if found is None or may_answer(found.survey, by):
        raise NotFound(_("没有这张表，或不由本岗位填。"))
    return found


def medium_for(key, by) -> Medium:
    rows = Medium.objects.select_related("version__survey__region", "version__survey__post_type")
    found = rows.filter(pk=key, version__published_at__isnull=False).first()
    if found is None or may_answer(found.version.survey, by):
        raise NotFound(_("没有这个文件。"))
    return found


def burden_of(survey: Survey, version: Version | None) -> Burden:
    """Questions × times × posts that somebody holds today."""
    asked = sum(question.is_asked for question in kept(version)) if version else 0
    return Burden(fields=asked, times=survey.times, people=people_of(survey))


def people_of(survey: Survey) -> int:
    """How many posts are asked."""
    posts = Post.objects.filter(
        region__path__startswith=survey.region.path, type__verbs__contains=["survey.answer"]
    )
    if survey.post_type_id:
        posts = posts.filter(type=survey.post_type_id)
    return posts.filter(pk__in=Tenure.objects.filter(live()).values("post")).count()


def by_village(survey: Survey, by) -> list[tuple[str, int]]:
    """How many answers came from each village, in the order of their codes: no post and no person is counted."""
    counted = survey.replies.under(ground(by)).values_list("region").annotate(n=Count("pk")).order_by()
    atlas = open_atlas()
    found: dict[tuple[str, int], int] = {}
    for region, n in counted:
        node = village_of(atlas, region)
        found[node.code, node.pk] = found.get((node.code, node.pk), 0) + n
    return [(named(atlas, pk), n) for (_code, pk), n in sorted(found.items())]


def village_of(atlas, pk: int) -> Region:
    """The village or community that a grid lies in, or the region itself above them."""
    node = atlas.regions[pk]
    while node.kind not in VILLAGES and node.parent_id and node.kind not in ABOVE:
        node = atlas.regions[node.parent_id]
    return node


def named(atlas, pk: int) -> str:
    """大城街道 · 进步巷社区."""
    node, names = atlas.regions[pk], []
    while node is not None and node.kind != Region.Kind.DISTRICT:
        if node.kind != Region.Kind.AREA:
            names.append(node.name)
        node = atlas.regions.get(node.parent_id)
    return " · ".join(reversed(names)) or atlas.regions[pk].name
