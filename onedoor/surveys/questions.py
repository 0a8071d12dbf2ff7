"""What a form asks, read from its definition: one `Question` each, however deep it lies in groups."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext_lazy as _

# pyxform's word for a type → the kind of answer that lands.
KINDS = {
    "text": "text",
    "barcode": "text",
    "hidden": "text",
    "calculate": "text",
    "time": "text",
    "integer": "integer",
    "int": "integer",
    "decimal": "decimal",
    "range": "decimal",
    "date": "date",
    "today": "date",
    "dateTime": "moment",
    "datetime": "moment",
    "start": "moment",
    "end": "moment",
    "select one": "one",
    "select one from file": "one",
    "select one from map": "one",
    "select all that apply": "many",
    "select multiple from file": "many",
    "rank": "many",
    "acknowledge": "one",
    "trigger": "one",
    "geopoint": "point",
    "photo": "photo",
    "image": "photo",
    "note": "note",
}
NAMED = {
    "text": _("文字"),
    "integer": _("整数"),
    "decimal": _("数"),
    "date": _("日期"),
    "moment": _("时刻"),
    "one": _("单选"),
    "many": _("多选"),
    "point": _("位置"),
    "photo": _("照片"),
    "note": _("说明文字"),
}
# Filled in by the form itself: nobody's time is taken by them.
BY_ITSELF = ("calculate", "hidden", "today", "start", "end")
GROUPS, REPEATS = ("group", "survey"), ("repeat", "loop")


@dataclass(frozen=True)
class Question:
    """`path` is where the answer stands in what a phone sends; `repeats` the repeated parts it lies in, the outermost first.

    `is_plain`: no condition, no sum, no check of its own, so that a plain page can ask it.
    """

    path: str
    sort: str
    kind: str
    label: str
    labels: tuple[str, ...] = ()
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    spoken: tuple[str, ...] = ()
    is_needed: bool = False
    is_plain: bool = True
    repeats: tuple[str, ...] = ()

    @property
    def repeat(self) -> str:
        return self.repeats[-1] if self.repeats else ""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def is_asked(self) -> bool:
        """Whether a person answers it."""
        return self.kind != "note" and self.sort not in BY_ITSELF

    @property
    def kind_in_words(self) -> str:
        return str(NAMED.get(self.kind, self.sort))

    def in_words(self, value: str) -> str:
        """A choice as people read it."""
        return dict(self.choices).get(value, value)

    def as_row(self) -> dict:
        return asdict(self)


def from_row(row: dict) -> Question:
    """A question as it was kept."""
    told = {name: tuple(row[name]) for name in ("labels", "repeats")}
    choices = tuple((value, label) for value, label in row["choices"])
    return Question(**{**row, **told, "choices": choices, "spoken": ()})


def kept(version) -> list[Question]:
    """The questions of a version, in order."""
    return [from_row(row) for row in version.questions]


@dataclass
class Heading:
    """A group or repeated part: it asks nothing, but is read."""

    path: str
    labels: tuple[str, ...] = field(default_factory=tuple)


def read_questions(form: dict) -> tuple[list[Question], list[Heading]]:
    """Every question of pyxform's definition, and the headings between them."""
    found = list(_walk(form.get("children", ()), Inside(), form.get("choices") or {}))
    questions = [one for one in found if isinstance(one, Question)]
    return questions, [one for one in found if isinstance(one, Heading)]


@dataclass(frozen=True)
class Inside:
    """What a question lies in: the path so far, the repeated parts, and whether any of it shows only on a condition."""

    above: str = ""
    repeats: tuple[str, ...] = ()
    is_plain: bool = True

    def of(self, child: dict, path: str) -> "Inside":
        """One step further in."""
        repeats = (*self.repeats, path) if child["type"] in REPEATS else self.repeats
        return Inside(f"{path}/", repeats, self.is_plain and _is_plain(child))


def _walk(children, inside: Inside, lists: dict) -> Iterator[Question | Heading]:
    for child in children:
        sort, name = child.get("type", ""), child.get("name", "")
        path = f"{inside.above}{name}"
        if sort in GROUPS or sort in REPEATS:
            if path == "meta":
                yield from _metered(child)
                continue
            yield Heading(path, _labels(child.get("label")) + (name,))
            yield from _walk(child.get("children", ()), inside.of(child, path), lists)
        else:
            yield _question(child, path, inside, lists)


def _metered(meta: dict) -> Iterator[Question]:
    """The form's own record of how it was filled in, when it keeps one."""
    for child in meta.get("children", ()):
        if child.get("type") == "audit":
            yield Question("meta/audit", "audit", "", "audit")


def _is_plain(child: dict) -> bool:
    """Says the same to everybody, at all times, in words alone."""
    bind, read = child.get("bind") or {}, (*_labels(child.get("label")), *_labels(child.get("hint")))
    moves = any(bind.get(name) for name in ("relevant", "constraint", "calculate", "readonly"))
    searches = "search(" in str((child.get("control") or {}).get("appearance", ""))
    leans = any(child.get(name) for name in ("choice_filter", "default", "media")) or searches
    return not (moves or leans or any("${" in words for words in read))


def _question(child: dict, path: str, inside: Inside, lists: dict) -> Question:
    bind, sort = child.get("bind") or {}, child["type"]
    choices = child.get("choices") or lists.get(child.get("list_name") or "") or ()
    labels = _labels(child.get("label"))
    plain = _is_plain(child) and not any(one.get("media") for one in choices)
    return Question(
        path=path,
        sort=sort,
        kind=KINDS.get(sort, ""),
        label=(labels or (child["name"],))[0],
        labels=labels,
        hint=(_labels(child.get("hint")) or ("",))[0],
        choices=tuple((one["name"], (_labels(one.get("label")) or (one["name"],))[0]) for one in choices),
        spoken=_spoken(child, bind, choices),
        is_needed=str(bind.get("required", "")).lower() in ("yes", "true", "true()"),
        is_plain=plain and inside.is_plain and not inside.repeats,
        repeats=inside.repeats,
    )


def _spoken(child: dict, bind: dict, choices) -> tuple[str, ...]:
    """Every word of it that a person reads or a column would be called by."""
    read = [child.get(name) for name in ("label", "hint", "guidance_hint")]
    read += [bind.get(name) for name in ("jr:constraintMsg", "jr:requiredMsg")]
    words = [child["name"], *(one for said in read for one in _labels(said))]
    for one in choices:
        words += [str(one["name"]), *_labels(one.get("label"))]
    return tuple(words)


def _labels(said) -> tuple[str, ...]:
    """In every language, the Chinese first."""
    if isinstance(said, dict):
        ordered = sorted(said.items(), key=lambda one: not ("zh" in one[0].lower() or "中" in one[0]))
        return tuple(_text(words) for _language, words in ordered if words)
    return (_text(said),) if said else ()


def _text(words) -> str:
    return " ".join(str(words).split())
