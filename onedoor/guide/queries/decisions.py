"""我这件事该找谁 — the decision pages, read from data files: questions in plain words that lead to an outcome with its law."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onedoor.guide.windows import WINDOWS
from onedoor.kit.problems import NotFound

DATA = Path(__file__).parent.parent / "data"
START = "start"


@dataclass(frozen=True)
class Answer:
    """回答 — what is pressed, and the question or outcome it leads to."""

    words: str
    to: str


@dataclass(frozen=True)
class Question:
    """问题 — one a page."""

    key: str
    ask: str
    answers: tuple[Answer, ...]

    @property
    def spoken(self) -> str:
        """What is read aloud: the question and its answers, one after the other."""
        return "。".join([self.ask, *(answer.words for answer in self.answers)])


@dataclass(frozen=True)
class Outcome:
    """去处 — what it is, where to turn, until when, by which law, with what in hand, and what to do next."""

    key: str
    title: str
    what: str
    window: str
    also: tuple[str, ...]
    limits: tuple[tuple[str, str], ...]
    basis: tuple[str, ...]
    bring: tuple[str, ...]
    steps: tuple[str, ...]
    category: str
    forms: tuple[str, ...]
    danger: str = ""

    @property
    def window_name(self) -> str:
        return str(WINDOWS[self.window]) if self.window else ""

    @property
    def spoken(self) -> str:
        """What is read aloud: the heading, the danger, what it is, the window, and the steps."""
        where = _("请到%(window)s窗口。") % {"window": self.window_name} if self.window else ""
        return "。".join(
            part.rstrip("。") for part in (self.title, self.danger, self.what, where, *self.steps) if part
        )


@dataclass(frozen=True)
class Topic:
    """哪一类事 — one tile: its questions and outcomes by their keys."""

    key: str
    title: str
    title_en: str
    note: str
    note_en: str
    danger: str
    nodes: dict[str, Question | Outcome]

    @property
    def name(self) -> str:
        return self.title_en if get_language() == "en" else self.title

    @property
    def about(self) -> str:
        return self.note_en if get_language() == "en" else self.note


@dataclass(frozen=True)
class Standing:
    """走到哪一步 — the page one is on, and the answers given on the way."""

    topic: Topic
    keys: tuple[str, ...]
    given: tuple[Answer, ...]
    node: Question | Outcome

    @property
    def path(self) -> str:
        return ".".join(self.keys)

    @property
    def back(self) -> str | None:
        """The path of the page before; nothing on the first question of a topic."""
        return ".".join(self.keys[:-1]) if self.keys else None

    @property
    def outcome(self) -> Outcome | None:
        return self.node if isinstance(self.node, Outcome) else None

    @property
    def choices(self) -> list[tuple[str, Answer]]:
        """Each answer with the path it leads to."""
        answers = self.node.answers if isinstance(self.node, Question) else ()
        return [(".".join([*self.keys, answer.to]), answer) for answer in answers]

    @property
    def words(self) -> str:
        """The answers as the beginning of what one would tell: nothing in it is about a person."""
        return f"{self.topic.title}：{'；'.join(answer.words for answer in self.given)}。"


@cache
def topics() -> dict[str, Topic]:
    """各类事 — by key, in the order of the tiles."""
    read = (tomllib.loads(path.read_text("utf-8")) for path in sorted((DATA / "topics").glob("*.toml")))
    return {topic.key: topic for topic in map(_topic, read)}


@cache
def checked() -> str:
    """核对到哪一天 — up to when the texts were compared."""
    return tomllib.loads((DATA / "laws.toml").read_text("utf-8"))["checked"]


@cache
def laws() -> dict[str, str]:
    """依据的法律 — the full name of each law by the short one that outcomes cite."""
    return tomllib.loads((DATA / "laws.toml").read_text("utf-8"))["laws"]


def stand(key: str, path: str = "") -> Standing:
    """The page of a topic at which these answers arrive."""
    topic = topics().get(key)
    if topic is None:
        raise NotFound(_("没有这一页，请从头开始。"))
    node = topic.nodes[START]
    keys, given = tuple(part for part in path.split(".") if part), []
    for to in keys:
        answers = node.answers if isinstance(node, Question) else ()
        answer = next((one for one in answers if one.to == to), None)
        if answer is None:
            raise NotFound(_("没有这一页，请从头开始。"))
        node = topic.nodes[to]
        given.append(answer)
    return Standing(topic, keys, tuple(given), node)


def begun(key: str, path: str) -> dict[str, str]:
    """带过去的话 — what a request online begins with, when one comes from here: the words and the category; nothing otherwise."""
    try:
        standing = stand(key, path)
    except NotFound:
        return {}
    if not standing.given:
        return {}
    category = standing.outcome.category if standing.outcome else ""
    return {"body": standing.words + "\n", "category": category}


def _topic(read: dict) -> Topic:
    nodes: dict[str, Question | Outcome] = {
        key: _question(key, said) for key, said in read["question"].items()
    }
    nodes |= {key: _outcome(key, said) for key, said in read["outcome"].items()}
    told = {name: read.get(name, "") for name in ("key", "title", "title_en", "note", "note_en", "danger")}
    return Topic(**told, nodes=nodes)


def _question(key: str, said: dict) -> Question:
    return Question(key, said["ask"], tuple(Answer(words, to) for words, to in said["answers"]))


def _outcome(key: str, said: dict) -> Outcome:
    lists = {name: tuple(value) for name, value in said.items() if isinstance(value, list)}
    limits = tuple((words, law) for words, law in said["limits"])
    return Outcome(key=key, **{**said, **lists, "limits": limits})
