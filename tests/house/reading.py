"""The house as its tests read it: the sources, their syntax trees, and the floors that pyproject.toml gives."""

import ast
import tomllib
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.ROOT)
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0][
    "layers"
]
FLOORS = [[name.strip() for name in floor.split("|")] for floor in LAYERS]
# The ground floor is 0.
FLOOR_OF = {name: height for height, names in enumerate(reversed(FLOORS)) for name in names}


@cache
def sources() -> dict[str, str]:
    """Every Python file of the house by its path, tests too; migrations are written by Django."""
    found = [*(ROOT / "onedoor").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "conftest.py"]
    return {
        name_of(path): path.read_text("utf-8") for path in sorted(found) if "migrations" not in path.parts
    }


def shipped() -> dict[str, str]:
    """The sources without tests."""
    return {
        path: text
        for path, text in sources().items()
        if path.startswith("onedoor/") and "/tests/" not in path
    }


@cache
def migrations() -> dict[str, str]:
    return {
        name_of(path): path.read_text("utf-8") for path in sorted(ROOT.glob("onedoor/*/migrations/[0-9]*.py"))
    }


@cache
def templates() -> dict[str, str]:
    return {
        name_of(path): path.read_text("utf-8") for path in sorted(ROOT.glob("onedoor/*/templates/**/*.html"))
    }


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(text: str) -> ast.Module:
    return ast.parse(text)


def functions(text: str) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def calls(text: str) -> list[tuple[str, ast.Call]]:
    """Every call with the last name of what is called."""
    return [(called(node), node) for node in ast.walk(tree(text)) if isinstance(node, ast.Call)]


def called(node: ast.Call) -> str:
    what = node.func
    return what.attr if isinstance(what, ast.Attribute) else what.id if isinstance(what, ast.Name) else ""


def below(here: str, there: str) -> bool:
    """Whether one app may know of another: its own, or one on a lower floor. Neighbours are strangers."""
    return here == there or FLOOR_OF[there] < FLOOR_OF[here]
