"""The demo's surveys: one that a page can ask, with some weeks of answers, and one with places and photos for a collecting app."""

from datetime import timedelta

from django.utils.translation import override

from onedoor.kit.keys import uuid7
from onedoor.posts.actor import Actor
from onedoor.posts.models import Org, Tenure
from onedoor.surveys import actions
from onedoor.surveys.models import Reply
from onedoor.surveys.sheets import book

HEADS = ["type", "name", "label", "required", "hint"]
LISTS = [
    ["list_name", "name", "label"],
    ["yes_no", "yes", "是"],
    ["yes_no", "no", "否"],
    ["heat", "central", "集中供热"],
    ["heat", "stove", "炉子"],
    ["heat", "power", "电暖气"],
    ["heat", "gas", "燃气壁挂炉"],
    ["state", "good", "完好"],
    ["state", "damaged", "有损坏"],
    ["state", "blocked", "被占用、堵住"],
]
WINTER = [
    HEADS,
    ["note", "hello", "每院填一份，看到什么填什么；不问住的是谁。", "", ""],
    ["select_one heat", "heat", "这个院主要怎样取暖", "yes", ""],
    ["integer", "stoves", "有几户用炉子", "yes", "不知道的去问，不估"],
    ["integer", "alarms", "装了几个一氧化碳报警器", "yes", ""],
    ["select_one yes_no", "flue", "烟道都通吗", "", ""],
    ["date", "seen", "哪天看的", "yes", ""],
    ["text", "more", "需要哪个部门帮什么", "", ""],
]
EXITS = [
    HEADS,
    ["start", "start", "", "", ""],
    ["geopoint", "spot", "站在通道口，按一下", "yes", ""],
    ["select_one state", "state", "通道怎样", "yes", ""],
    ["image", "photo", "拍通道，不拍人", "", ""],
    ["text", "more", "谁能把它清开", "", ""],
]
HEATS = ("central", "central", "stove", "power", "central", "gas")
WANTED = ("", "", "请供热公司看看末端温度", "", "请街道送两个报警器", "", "烟道要清，请住建局派人")
HEATING = "摸清哪些院用炉子、缺不缺报警器，排出上门检查的先后。"
WAYS = "摸清哪些通道走不通，告诉物业和消防去清。"
MOST = 24


def lay_surveys(stage) -> None:
    """调查问卷 — asked by the centre's operator, answered by grid workers of one community and its neighbours."""
    with override("zh-hans"):
        first = _published(stage, "winter-heating", "冬季取暖安全排查", WINTER, 2, HEATING)
        _published(stage, "clear-exits", "楼道消防通道巡看", EXITS, 4, WAYS)
        _answer(stage, first)


def _published(stage, code: str, title: str, rows: list, times: int, purpose: str):
    tenure = Tenure.objects.select_related("staff", "post__type", "post__org", "post__region")
    held = tenure.get(staff__username="operator")
    operator = Actor(held.staff, held.post)
    settings = [["form_title", "form_id", "version"], [title, code, "1"]]
    told = {
        "purpose": purpose,
        "basis": "区安全生产委员会办公室冬季安全通知",
        "owner": Org.objects.filter(kind=Org.Kind.CENTRE).order_by("pk").first(),
        "region": operator.post.region,
        "times": times,
        "ends_on": stage.now.date() + timedelta(days=40),
    }
    content = book([("survey", rows), ("choices", LISTS), ("settings", settings)])
    return actions.publish(actions.bring(content, f"{code}.xlsx", by=operator, **told), by=operator)


def _answer(stage, version) -> None:
    """Spread over the last weeks; whose post it was is nobody's business."""
    for n, grid in enumerate(sorted(stage.cast.workers)[:MOST]):
        day, stoves = stage.now - timedelta(days=n % 16, hours=n % 7), (n * 5) % 7
        told = {
            "heat": HEATS[n % len(HEATS)],
            "stoves": str(stoves),
            "alarms": str(max(0, stoves - n % 3)),
            "flue": "no" if n % 9 == 4 else "yes",
            "seen": f"{day:%Y-%m-%d}",
            "more": WANTED[n % len(WANTED)],
        }
        told = {name: text for name, text in told.items() if text}
        reply = actions.answer(version, told, by=stage.cast.workers[grid], key=uuid7())
        Reply.objects.filter(pk=reply.pk).update(at=day)
