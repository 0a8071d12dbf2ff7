"""Every sentence that the house says through the translations, found without gettext's programs."""

import ast
import re
from functools import cache

from django.utils.translation.template import templatize

from tests.house.reading import shipped, templates, tree

# How many words each function is given: context and plural included.
SPEAKING = {
    "gettext": ("id",),
    "gettext_lazy": ("id",),
    "gettext_noop": ("id",),
    "ngettext": ("id", "plural"),
    "ngettext_lazy": ("id", "plural"),
    "pgettext": ("context", "id"),
    "pgettext_lazy": ("context", "id"),
    "npgettext": ("context", "id", "plural"),
}
# What xgettext listens to: a function imported under another name is not heard.
HEARD = {"_", *SPEAKING}
TEXT = r"""u?"(?:[^"\\]|\\.)*"|u?'(?:[^'\\]|\\.)*'"""
IN_TEMPLATE = re.compile(rf"\b(_|n?p?gettext)\(\s*({TEXT})(?:\s*,\s*({TEXT}))?(?:\s*,\s*({TEXT}))?")


@cache
def said() -> set[tuple[str, str]]:
    """(context, msgid) of everything."""
    pairs = {pair for text in shipped().values() for pair in said_in_code(text)}
    return pairs | {pair for text in templates().values() for pair in said_in_template(text)}


def said_in_code(text: str) -> set[tuple[str, str]]:
    names = speaking_names(text)
    return {
        pair_of(names[node.func.id], [one.value for one in node.args if is_text(one)])
        for node in ast.walk(tree(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in names
        and is_text(node.args[0])
    }


def said_in_template(text: str) -> set[tuple[str, str]]:
    return {
        pair_of("gettext" if name == "_" else name, [ast.literal_eval(one) for one in words if one])
        for name, *words in IN_TEMPLATE.findall(templatize(text))
    }


def speaking_names(text: str) -> dict[str, str]:
    """The names under which a module knows the functions of translation."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree(text))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in SPEAKING
    }


def unheard_names(text: str) -> list[str]:
    return sorted(set(speaking_names(text)) - HEARD)


def is_text(node) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def pair_of(function: str, words: list[str]) -> tuple[str, str]:
    told = dict(zip(SPEAKING[function], words, strict=False))
    return told.get("context", ""), told["id"]
