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
    """`path` is where the answer stands in what a phone sends; `repeat` the repeated part it lies in, if any.

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
    repeat: str = ""

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
    choices = tuple((value, label) for value, label in row["choices"])
    return Question(**{**row, "choices": choices, "labels": tuple(row["labels"]), "spoken": ()})


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
    found = list(_walk(form.get("children", ()), "", "", form.get("choices") or {}))
    questions = [one for one in found if isinstance(one, Question)]
    return questions, [one for one in found if isinstance(one, Heading)]


def _walk(children, above: str, repeat: str, lists: dict) -> Iterator[Question | Heading]:
    for child in children:
        sort, name = child.get("type", ""), child.get("name", "")
        path = f"{above}{name}"
        if sort in GROUPS or sort in REPEATS:
            if path == "meta":
                yield from _metered(child)
                continue
            yield Heading(path, _labels(child.get("label")) + (name,))
            inside = path if sort in REPEATS else repeat
            yield from _walk(child.get("children", ()), f"{path}/", inside, lists)
        else:
            yield _question(child, path, repeat, lists)


def _metered(meta: dict) -> Iterator[Question]:
    """The form's own record of how it was filled in, when it keeps one."""
    for child in meta.get("children", ()):
        if child.get("type") == "audit":
            yield Question("meta/audit", "audit", "", "audit")


def _question(child: dict, path: str, repeat: str, lists: dict) -> Question:
    bind, sort = child.get("bind") or {}, child["type"]
    choices = child.get("choices") or lists.get(child.get("list_name") or "") or ()
    conditions = ("relevant", "constraint", "calculate", "readonly")
    labels = _labels(child.get("label"))
    plain = not any(bind.get(name) for name in conditions) and not child.get("choice_filter")
    return Question(
        path=path,
        sort=sort,
        kind=KINDS.get(sort, ""),
        label=(labels or (child["name"],))[0],
        labels=labels,
        hint=(_labels(child.get("hint")) or ("",))[0],
        choices=tuple((one["name"], (_labels(one.get("label")) or (one["name"],))[0]) for one in choices),
        spoken=_spoken(child, choices),
        is_needed=str(bind.get("required", "")).lower() in ("yes", "true", "true()"),
        is_plain=plain and not repeat and not child.get("default"),
        repeat=repeat,
    )


def _spoken(child: dict, choices) -> tuple[str, ...]:
    """Every word of it that a person reads or a column would be called by."""
    words = [child["name"], *_labels(child.get("label")), *_labels(child.get("hint"))]
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
