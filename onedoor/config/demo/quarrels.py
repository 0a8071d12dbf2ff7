"""The demo's returns that went round: two matters that wait for a ruling, and three rulings that are precedents now."""

from dataclasses import dataclass
from datetime import timedelta

from onedoor.config.demo import plots
from onedoor.config.demo.stories import Story
from onedoor.kit import bigrams
from onedoor.matters.models import Category
from onedoor.places.models import Region


@dataclass(frozen=True)
class Quarrel:
    """Two departments by number, each with its reason and basis; which of them has it in the end, why, and how far that reaches."""

    category: str
    title: str
    body: str
    first: tuple[str, str, str]
    second: tuple[str, str, str]
    owner: str = ""
    ruling: str = ""
    near: bool = False


ENDED = (
    Quarrel(
        "A0302",
        "巷口检修井塌陷，夜里看不见",
        "检修井塌了一块，用砖头挡着，夜里看不见，已经有人绊倒，请尽快修。",
        ("203", "another_leads", "井盖上铸有供水标志，产权在供水单位，应由其修复。"),
        ("201", "not_ours", "井内为雨水管，责任清单写明城区排水设施由住建部门管护。"),
        "203",
        "现场开井查看，井内为雨水支管，属城区排水设施，由住建局修复；产权不明的井先处置、后追溯。",
    ),
    Quarrel(
        "E0103",
        "楼下饭馆油烟直冲窗户",
        "饭馆的排烟口正对二楼窗户，一到饭点就不敢开窗，反映过几次都说不归自己管。",
        ("213", "not_ours", "餐饮油烟的日常执法已划转综合行政执法部门。"),
        ("204", "another_leads", "排放是否超标要先监测，应由生态环境部门牵头。"),
        "204",
        "居民楼内餐饮油烟扰民由综合行政执法局牵头查处，生态环境分局按需监测。",
    ),
    Quarrel(
        "A0303",
        "行道树根拱坏人行道",
        "路边大槐树的根把人行道拱起来，轮椅过不去，树枝也压着电线。",
        ("204", "wrong_place", "该路段树木登记在林业部门古树名录附近，不在本局管护范围。"),
        ("219", "not_ours", "不属古树名木，城区行道树由综合行政执法部门管护。"),
        "204",
        "经核对不在古树名录，本街道范围内的行道树由综合行政执法局管护，一并修复步道。",
        near=True,
    ),
)
WAITING = (
    Quarrel(
        "E0202",
        "藉河边排口流黑水",
        "河堤下的排口连着几天流黑水，有臭味，不知道是哪家排的。",
        ("213", "another_leads", "排口在河道管理范围内，设置和封堵应由水务部门牵头。"),
        ("201", "not_ours", "查过不是雨洪排口，污水来源属排污监管，由生态环境部门管。"),
    ),
    Quarrel(
        "D0101",
        "桥头路面破损，下雨积水半尺",
        "桥头接缝处路面碎了，下雨积水，电动车摔过好几回。",
        ("203", "wrong_place", "桥头以北二百米为县道起点，不属城区道路。"),
        ("211", "wrong_place", "养护里程从桥头界桩起算，破损处在界桩以南，属城区道路。"),
    ),
)


def ended(stage, n: int) -> Story:
    """The n-th precedent: returned twice, ruled, and done by the unit that the ruling named."""
    quarrel = ENDED[n]
    at = stage.in_hours(stage.now - timedelta(days=40 + 25 * n))
    story = _argued(stage, quarrel, at)
    owner = stage.cast.numbered(quarrel.owner)
    story.wait(6)
    steps = story.case.region_path.split("/")
    reach = "/".join(steps[:2] if quarrel.near else steps[:1]) + "/"
    story.rule(
        stage.cast.arbiter, owner.post.org, quarrel.ruling, Region.objects.get(path=reach, valid_to=None)
    )
    story.wait(4)
    story.sign(owner)
    story.wait(20)
    plots.resolve(stage, story, owner)
    plots.finish(stage, story)
    return story


def waiting(stage, n: int) -> Story:
    """The n-th that lies before the arbiter."""
    return _argued(stage, WAITING[n], stage.in_hours(stage.now - timedelta(days=2, hours=n)))


def _argued(stage, quarrel: Quarrel, at) -> Story:
    """Given to one unit, sent back, given to the other, sent back: then it is the arbiter's by itself."""
    story = stage.open_case(at, "window")
    _say(story, quarrel)
    desk = stage.centre
    story.register(story.reporter)
    story.wait(1)
    story.accept(desk)
    first, second = (stage.cast.numbered(told[0]) for told in (quarrel.first, quarrel.second))
    for unit, other, told in ((first, second, quarrel.first), (second, first, quarrel.second)):
        story.wait(2)
        story.dispatch(desk, unit.post.org)
        story.wait(4)
        story.return_(unit, told[1], told[2], other.post.org)
    return story


def _say(story: Story, quarrel: Quarrel) -> None:
    matter = story.matter
    matter.category = Category.objects.get(code=quarrel.category)
    matter.kind, matter.body, story.case.title = matter.category.kind_hint, quarrel.body, quarrel.title
    matter.words = bigrams.vector(f"{quarrel.title} {quarrel.body} {matter.address}")
