"""Every change is an action: a function that is told who acts, and says in Chinese first what it does."""

import ast
import re

import pytest

from tests.house.reading import functions, shipped, tree

# Changes that nobody makes in a post, and why.
WITHOUT_BY = {
    "onedoor/audit/actions.py:note": "writes what `entry` was told, who included",
    "onedoor/audit/actions.py:note_many": "writes what `entry` was told, who included",
    "onedoor/audit/actions.py:blank_details": "a part of erasing a person, which is told who acts",
    "onedoor/audit/actions.py:note_sign_in": "somebody who signs in acts in no post yet",
    "onedoor/hall/actions/showing.py:seen": "a machine asks for its page, and nobody acts",
    "onedoor/guide/actions/takings.py:take": "whoever takes a leaflet is nobody's business",
    "onedoor/matters/actions/proposing.py:propose": "asks a person, who decides; a timer may ask, too",
    "onedoor/notices/actions/telling.py:tell": "a unit is told by what happened",
    "onedoor/notices/actions/telling.py:tell_post": "a post is told by what happened",
    "onedoor/notices/actions/telling.py:tell_posts": "posts are told by what happened",
    "onedoor/notices/actions/telling.py:tell_person": "a member of staff is told by what happened",
    "onedoor/notices/actions/telling.py:tell_resident": "a resident is told by what happened",
}
# A refusal at the door is noted also when nobody is signed in.
MAY_BE_NOBODY = {"onedoor/audit/actions.py:entry", "onedoor/audit/actions.py:note_denied"}
TERM = re.compile(r"^[\u4e00-\u9fff（）、]+ — \S")


def own_actions(text: str) -> list[ast.FunctionDef]:
    """The public functions of a module, in their order."""
    return [
        node
        for node in tree(text).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def action_modules() -> dict[str, str]:
    return {
        path: text for path, text in shipped().items() if path.endswith("/actions.py") or "/actions/" in path
    }


def takes_by(node) -> bool:
    return "by" in [argument.arg for argument in node.args.kwonlyargs]


def without_by(modules: dict[str, str]) -> set[str]:
    return {
        f"{path}:{node.name}"
        for path, text in modules.items()
        for node in own_actions(text)
        if not takes_by(node)
    }


def without_term(modules: dict[str, str]) -> set[str]:
    return {
        f"{path}:{node.name}"
        for path, text in modules.items()
        for node in own_actions(text)
        if not TERM.match(ast.get_docstring(node) or "")
    }


def test_every_action_is_told_who_acts():
    found = without_by(action_modules())
    assert (found - set(WITHOUT_BY), set(WITHOUT_BY) - found) == (set(), set())


def test_every_action_says_its_chinese_term_first():
    assert without_term(action_modules()) == set()


def test_there_are_actions_to_look_at():
    assert sum(len(own_actions(text)) for text in action_modules().values()) > 50


@pytest.mark.parametrize(
    ("text", "nobody", "wordless"),
    [
        ('def close(m, *, by):\n    """办结 — it is over."""', False, False),
        ('def close(m, by):\n    """办结 — it is over."""', True, False),
        ('def close(m):\n    """办结 — it is over."""', True, False),
        ('def close(m, *, by):\n    """It is over."""', False, True),
        ('def close(m, *, by):\n    """办结."""', False, True),
        ("def close(m, *, by):\n    pass", False, True),
    ],
)
def test_an_action_without_an_actor_or_a_term_is_found(text, nobody, wordless):
    planted = {"x": text}
    assert (bool(without_by(planted)), bool(without_term(planted))) == (nobody, wordless)


def test_no_action_does_without_an_actor_by_default():
    """A default would let a change happen in nobody's name."""
    optional = {
        f"{path}:{node.name}"
        for path, text in action_modules().items()
        for node in functions(text)
        for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if argument.arg == "by" and default is not None
    }
    assert optional == MAY_BE_NOBODY
