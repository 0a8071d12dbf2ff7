"""The description of the interface as chapters that a page can show: nothing is written twice."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

TYPES = {
    "string": gettext_lazy("文字"),
    "integer": gettext_lazy("整数"),
    "number": gettext_lazy("数"),
    "boolean": gettext_lazy("是或否"),
    "array": gettext_lazy("列表"),
    "object": gettext_lazy("对象"),
    "date-time": gettext_lazy("时间"),
    "uuid": "UUID",
    "binary": gettext_lazy("文件"),
}
PLACES = {"path": gettext_lazy("路径"), "query": gettext_lazy("网址参数"), "header": gettext_lazy("请求头"), "body": gettext_lazy("请求体")}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One thing to send along: where it goes, of what type, whether it must be there."""

    name: str
    place: str
    kind: str
    required: bool
    words: str


@dataclass(frozen=True)
class Entry:
    """One address with one method."""

    name: str
    method: str
    path: str
    summary: str
    words: str
    parts: list[Part]
    answer: str


@dataclass(frozen=True)
class Chapter:
    """The addresses of one tag."""

    name: str
    words: str
    entries: list[Entry]


def chapters(schema: dict) -> list[Chapter]:
    """The whole interface, by tag, in the order of the description."""
    found = [
        (operation["tags"][0], _entry(schema, path, method, operation))
        for path, method, operation in _all(schema)
    ]
    return [
        Chapter(
            _(tag["name"]), _told(tag["description"]), [entry for name, entry in found if name == tag["name"]]
        )
        for tag in schema["tags"]
    ]


def shapes(schema: dict) -> list[tuple[str, str, list[Part]]]:
    """(name, words, fields) of everything that goes in or out by name."""
    named = schema["components"]["schemas"]
    shown = [(name, shape) for name, shape in sorted(named.items()) if shape.get("properties")]
    return [(name, _told(shape.get("description", "")), _fields(schema, shape)) for name, shape in shown]


def _all(schema):
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _entry(schema, path, method, operation) -> Entry:
    parts = [
        Part(p["name"], PLACES[p["in"]], _kind(p["schema"]), p["required"], _told(p.get("description", "")))
        for p in operation["parameters"]
    ]
    for content in operation.get("requestBody", {}).get("content", {}).values():
        parts += _fields(schema, content["schema"])
    return Entry(
        name=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=_told(operation["summary"]),
        words=_told(operation.get("description", "")),
        parts=parts,
        answer=_answer(operation["responses"]),
    )


def _told(words: str) -> str:
    """In the reader's language. Of what is said in both, Chinese first, the half that they read; the parts of
    a step's field, its label and its help, are said one after the other."""
    chinese, dash, english = words.partition(" — ")
    if not words or get_language() == settings.LANGUAGE_CODE:
        return chinese
    if dash:
        return english[:1].upper() + english[1:]
    whole = _(words.removesuffix("."))
    return whole if whole != words else _("；").join(_(part) for part in words.split("；", 1))


def _answer(responses) -> str:
    """The name of what a good answer holds."""
    good = next(responses[status] for status in ("200", "201") if status in responses)
    return _kind(next(iter(good["content"].values()))["schema"])


def _fields(schema, shape) -> list[Part]:
    if "$ref" in shape:
        shape = schema["components"]["schemas"][_last(shape["$ref"])]
    demanded = set(shape.get("required", ()))
    return [
        Part(name, PLACES["body"], _kind(field), name in demanded, _told(field.get("description", "")))
        for name, field in shape.get("properties", {}).items()
    ]


def _kind(field: dict) -> str:
    """The type in words; of an alternative with nothing, the something."""
    some = [one for one in field.get("anyOf", ()) if one.get("type") != "null"]
    field = some[0] if some else field
    if "$ref" in field:
        return _last(field["$ref"])
    if "enum" in field:
        return " | ".join(str(value) for value in field["enum"])
    if field.get("type") == "array":
        return _("%(kind)s的列表") % {"kind": _kind(field["items"])}
    return str(TYPES.get(field.get("format"), TYPES.get(field.get("type"), "")))


def _last(ref: str) -> str:
    return ref.rsplit("/", 1)[-1]
