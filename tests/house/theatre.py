"""What must not be there to switch on: quotas, log-in scores, ranking of persons, compulsory tracks, photographs as proof of presence.

Read from the tables, the forms, the settings, the verbs, the steps, the addresses and the post types of the house; the page
没有的开关 tells people so. Work may be counted: by matter, by place, by unit.
"""

import re

from django.conf import settings

from onedoor.config.doors import DOORS
from onedoor.config.errands import HANDLERS
from onedoor.config.jobs import NAMES
from onedoor.posts.verbs import VERBS
from tests.house import rights

# Words of a name, in English; any one of them is enough.
NAMES_OF = {
    "quota": {"quota", "quotas"},
    "score": {"score", "scores", "scoring", "credits", "karma", "badge", "badges", "streak", "streaks"},
    "ranking": {"rank", "ranks", "ranking", "rankings", "leaderboard", "leaderboards", "league", "blacklist", "redlist"},
    "track": {"track", "tracks", "tracking", "trajectory", "trace", "traces", "gps", "geofence", "mileage", "footprint"},
    "presence": {"checkin", "clockin", "punch", "selfie", "patrol", "patrols"},
}  # fmt: skip
# Two words that mean one thing only together.
PAIRS = (
    {"login", "count"},
    {"login", "days"},
    {"login", "rate"},
    {"logins", "count"},
    {"online", "minutes"},
    {"online", "hours"},
    {"active", "minutes"},
    {"daily", "target"},
    {"report", "target"},
    {"staff", "rating"},
    {"worker", "rating"},
    {"staff", "stars"},
    {"proof", "photo"},
    {"presence", "photo"},
    {"location", "history"},
)
CHINESE = re.compile(
    "指标任务|上报任务数|任务指标|考核|积分|排名|排行|红黑榜|龙虎榜|末位|打卡|签到|轨迹|巡查里程|巡查时长|在线时长|登录次数|登录率|"
    "活跃度|定位上传|实时定位|现场照片|到场照片|留痕"
)
# Names of relations by which a row is about somebody who works here; `made_staff` and its like only say who wrote it.
WORKERS, WORKER_FIELDS = {"staff", "tenure"}, {"staff", "worker", "member", "holder", "tenure", "who"}
POSITION = {"lon", "lat", "longitude", "latitude", "point", "position", "location"}
JUDGING = {"score", "rank", "level", "grade", "stars", "rating", "points", "target", "quota", "attendance"}
# What residents do at the public address to follow a matter of their own: that is not following a person.
FINE = {"portal:track", "TRACK_URL"}


def said_by(name: str, words: str = "") -> list[str]:
    """What a name and the Chinese that goes with it betray."""
    parts = rights.words_in(name.replace("-", "_")) | set(re.split(r"[_\W]+", name.lower()))
    found = [kind for kind, bad in NAMES_OF.items() if parts & bad]
    found += ["+".join(sorted(pair)) for pair in PAIRS if pair <= parts]
    return found + CHINESE.findall(str(words))


def breaches_of_model(model) -> list[str]:
    """A table may hold no such thing by name; and a row about a worker neither a place nor a mark."""
    fields = rights.own_fields(model)
    found = [f"{model.__name__}: {why}" for why in said_by(model.__name__, model._meta.verbose_name)]
    about = [field for field in fields if field.name in WORKER_FIELDS and points_at(field) in WORKERS]
    if about and rights.words_in(model.__name__) & JUDGING:
        found.append(f"{model.__name__}: of a worker")
    for field in fields:
        why = said_by(field.name, field.verbose_name)
        if about and rights.words_in(field.name) & (POSITION | JUDGING):
            why.append("of a worker")
        found += [f"{model.__name__}.{field.name}: {one}" for one in why]
    return found


def points_at(field) -> str:
    """The model a relation leads to, in small letters; an absent one is still a name."""
    model = field.remote_field.model if field.remote_field else ""
    return (model if isinstance(model, str) else model.__name__).rpartition(".")[2].lower()


def breaches_of_form(form) -> list[str]:
    return [
        f"{form.__name__}.{name}: {why}"
        for name, field in form.base_fields.items()
        for why in said_by(name, field.label or "")
    ]


def breaches_of_names(names) -> list[str]:
    """`names`: of doors, verbs, errands, settings, each with its words."""
    return [f"{name}: {why}" for name, words in names if name not in FINE for why in said_by(name, words)]


def own_settings() -> list[tuple[str, str]]:
    """Written in the settings file of the house, not what Django brings along."""
    text = (rights.ROOT / "config" / "settings.py").read_text("utf-8")
    env = re.findall(r"env\w+\(\s*\"(\w+)\"", text)
    return [(name, "") for name in [*env, *re.findall(r"^([A-Z_]+)\b", text, re.M)] if name in text]


def named() -> list[tuple[str, str]]:
    """Everything that could be switched, opened or held."""
    return [
        *((name, "") for name in DOORS),
        *((verb, str(words)) for verb, words in VERBS.items()),
        *((name, str(NAMES.get(name, ""))) for name in HANDLERS),
        *((name, "") for name in settings.CHANNELS),
        *own_settings(),
    ]
