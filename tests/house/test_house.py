"""The rules of the house that no linter sees: floors, sizes, who may change what. Each is shown a breach, too."""

import ast
import io
import re
import tokenize

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from onedoor.config.reactions import AT_ONCE
from onedoor.posts.models import Org
from tests.house.reading import FLOOR_OF, FLOORS, below, calls, functions, shipped, sources, templates, tree

LINES = {"onedoor/cases/moving.py": 80, "onedoor/cases/access.py": 80}
MOST_LINES, MOST_OF_FUNCTION, MOST_OF_VIEW, MOST_OF_TEMPLATE = 400, 40, 25, 200
# A story that many people take part in is told in one piece.
MOST_OF_STORY = 60
MOST_AT_ONCE, MOST_ON_FLOOR = 20, 8
VAGUE = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "base",
    "manager",
    "managers",
    "service",
    "services",
    "misc",
}

# Who else than an action writes rows, and why. Everything else asks an action.
WRITERS = {
    "onedoor/aid/opening.py": "opens a case with both its sides, for the actions",
    "onedoor/appointments/gripping.py": "notes for an hour from where a time was taken",
    "onedoor/appointments/moving.py": "saves an appointment together with its slot, whose row is the lock",
    "onedoor/audit/chain.py": "seals are made by a timer, not by a person",
    "onedoor/cases/clocks.py": "starts and stops the clocks of a case that an action holds",
    "onedoor/cases/duties.py": "gives and ends the duties of a case, under its lock",
    "onedoor/cases/keys.py": "gives a case a new PIN",
    "onedoor/cases/moving.py": "saves whatever an action has changed",
    "onedoor/cases/numbering.py": "counts the numbers of a day",
    "onedoor/cases/opening.py": "opens a case and shares it out, for an action of a room",
    "onedoor/cases/papers.py": "files a paper, for an action of a room",
    "onedoor/cases/receipts.py": "receipts know no domain",
    "onedoor/cases/recounting.py": "counts due dates anew after the calendar has changed",
    "onedoor/cases/ringing.py": "rings, once a minute, in the post of the house itself",
    "onedoor/cases/slips.py": "hands out codes before there is a case, and notes what they led to",
    "onedoor/cases/timeline.py": "appends events",
    "onedoor/registers/keeping.py": "writes an entry together with its revision, for the actions",
    "onedoor/safety/moving.py": "writes the log of safety, which no timeline shows",
    "onedoor/safety/sealing.py": "makes and renews the key of a case's words",
    "onedoor/supervision/numbering.py": "counts the letters of a year",
    "onedoor/config/bench/": "what is measured is written in bulk, and taken away again",
    "onedoor/config/demo/": "the demo district is written in bulk",
    "onedoor/config/errands.py": "notes why a background job failed",
    "onedoor/counselling/moving.py": "ends a talk by the person's word or by the night",
    "onedoor/counselling/sealing.py": "seals the keys of talks under a new key",
    "onedoor/hall/moving.py": "saves whatever an action has changed in a line",
    "onedoor/kit/rows.py": "how many rows are written at once, whoever asks",
    "onedoor/committees/numbering.py": "counts numbers, and keeps the voided ones, for the actions",
    "onedoor/mediation/opening.py": "cases, sides and drawers, for the actions",
    "onedoor/mediation/advancing.py": "closes the case along a move, and gives drawers new keys",
    "onedoor/mediation/emptying.py": "empties what an action destroys",
    "onedoor/mediation/stored.py": "writes a file within the action that keeps it",
    "onedoor/mediation/turning.py": "saves a session or an offer that an action has turned",
    "onedoor/mediation/rotating.py": "seals the keys of drawers, files and volumes under a new key",
    "onedoor/matters/category_rows.py": "rows of categories, for the actions",
    "onedoor/matters/importing/": "what became of each row of a file; the matters themselves are made by an action",
    "onedoor/notices/sealed.py": "seals addresses under a new key",
    "onedoor/field/resealing.py": "seals what phones sent under a new key",
    "onedoor/persons/entering.py": "sealing of persons, for the actions",
    "onedoor/persons/rotating.py": "seals everything under a new key",
    "onedoor/places/importing.py": "reference data come by command",
    "onedoor/places/loading.py": "reference data come by command",
    "onedoor/places/shapes.py": "boundaries, for the actions",
    "onedoor/posts/district.py": "reference data come by command",
    "onedoor/portal/limits.py": "how often a network sent something, kept for a day",
    "onedoor/posts/management/commands/open_admin.py": "the first administrator, whom nobody could appoint",
    "onedoor/posts/passwords.py": "one's own password",
    "onedoor/posts/post_types.py": "reference data come by command",
    "onedoor/posts/sessions.py": "one's own sessions",
    "onedoor/tasks/moving.py": "what every way into and out of a task has in common, for the actions",
    "onedoor/whistles/classes.py": "reference data come by command",
    "onedoor/whistles/parts.py": "ends the parts of units, for the actions",
    "onedoor/worktime/notices.py": "reference data come by command",
}
# Only `moving` sets a status; the demo's stories go along the same table and write in bulk.
STATUS_SETTERS = {
    "onedoor/cases/moving.py",
    "onedoor/hall/moving.py",
    "onedoor/appointments/moving.py",
    "onedoor/tasks/moving.py",
    "onedoor/counselling/moving.py",
    "onedoor/config/demo/filed.py",
    "onedoor/config/demo/halls.py",
    "onedoor/config/demo/mediated.py",
    "onedoor/config/demo/receiving.py",
    "onedoor/config/demo/stories.py",
    "onedoor/config/demo/supervising.py",
    "onedoor/config/demo/whistling.py",
    "onedoor/mediation/actions/confirming.py",
    "onedoor/mediation/advancing.py",
    "onedoor/mediation/turning.py",
}
# Tests of other people's data say in words that the data are absent; nothing else may stay out.
MAY_BE_ABSENT = {"onedoor/matters/tests/test_category_import.py", "tests/journeys/test_real_messages.py"}
TRUSTING = {
    "onedoor/config/binding.py",
    "onedoor/config/calling.py",
    "onedoor/config/leaving.py",
    "onedoor/config/mediating.py",
    "onedoor/config/outcomes.py",
    "onedoor/config/prompting.py",
    "onedoor/config/reactions.py",
    "onedoor/config/tasking.py",
    "onedoor/config/venuing.py",
    "onedoor/matters/actions/on_the_spot.py",
    "onedoor/mediation/actions/destroying.py",
    "onedoor/mediation/actions/tending.py",
    "onedoor/mediation/actions/volumes.py",
    "onedoor/posts/actor.py",
    "onedoor/tasks/moving.py",
}

WRITES = {"save", "delete", "bulk_create", "bulk_update", "create", "get_or_create", "update_or_create"}


# ---------------------------------------------------------------- floors


def climbs(model) -> list[str]:
    """Relations to a model of a neighbour or of a floor above. A string in ForeignKey("app.Model") is no import."""
    here = model._meta.app_label
    targets = [
        field.related_model._meta.app_label
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation
    ]
    return [
        f"{model.__name__} → {there}" for there in targets if there in FLOOR_OF and not below(here, there)
    ]


def own_models():
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("onedoor.")
    ]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_go_down_the_floors(model):
    assert climbs(model) == []


def test_a_foreign_key_that_climbs_or_goes_next_door_is_found():
    with isolate_apps("onedoor.places", "onedoor.worktime"):
        upward = model_in("places", "Upward", org=models.ForeignKey(Org, models.CASCADE, related_name="+"))
        sideways = model_in(
            "worktime", "Sideways", of=models.ForeignKey(upward, models.CASCADE, related_name="+")
        )
        assert (climbs(upward), climbs(sideways)) == (["Upward → posts"], ["Sideways → places"])


def model_in(app, name, **fields):
    meta = type("Meta", (), {"app_label": app})
    return type(name, (models.Model,), {**fields, "__module__": "tests.planted", "Meta": meta})


def test_no_floor_is_crowded():
    assert [floor for floor in FLOORS if len(floor) > MOST_ON_FLOOR] == []


def test_every_room_has_its_floor():
    rooms = {path.split("/")[1] for path in sources() if path.startswith("onedoor/") and path.count("/") > 1}
    assert rooms == set(FLOOR_OF)


# ---------------------------------------------------------------- sizes and names


def too_long(path: str, text: str) -> list[str]:
    lines = len(text.splitlines())
    found = [f"{path}: {lines} lines"] if lines > LINES.get(path, MOST_LINES) else []
    return found + [
        f"{path}: {node.name} has {size(node)} lines"
        for node in functions(text)
        if size(node) > most(path, node)
    ]


def most(path: str, node) -> int:
    if path.startswith("tests/browser/"):
        return MOST_OF_STORY
    return MOST_OF_VIEW if is_view(path, node) else MOST_OF_FUNCTION


def size(node) -> int:
    return node.end_lineno - node.lineno + 1


def is_view(path: str, node) -> bool:
    return "/views" in path and bool(node.args.args) and node.args.args[0].arg == "request"


def test_files_and_functions_stay_small():
    assert [breach for path, text in sources().items() for breach in too_long(path, text)] == []


def test_a_long_file_function_or_page_is_found():
    page = "def page(request):\n" + "    pass\n" * 25
    assert too_long("onedoor/x/views.py", page) == ["onedoor/x/views.py: page has 26 lines"]
    assert too_long("onedoor/x/steps.py", page + "    pass\n" * 15) == [
        "onedoor/x/steps.py: page has 41 lines"
    ]
    assert too_long("onedoor/cases/moving.py", "#\n" * 81) == ["onedoor/cases/moving.py: 81 lines"]


def test_templates_stay_small():
    assert {path for path, text in templates().items() if len(text.splitlines()) > MOST_OF_TEMPLATE} == set()


def test_what_must_be_true_together_stays_a_short_list():
    assert sum(len(handlers) for handlers in AT_ONCE.values()) <= MOST_AT_ONCE


def vague(path: str) -> bool:
    return bool(VAGUE & set(re.split(r"[/_.]", path.removesuffix(".py"))))


def test_no_module_has_a_name_that_says_nothing():
    assert [path for path in sources() if vague(path)] == []
    assert [
        path
        for path in ("onedoor/cases/utils.py", "onedoor/base/x.py", "onedoor/cases/due.py")
        if vague(path)
    ] == [
        "onedoor/cases/utils.py",
        "onedoor/base/x.py",
    ]


# ---------------------------------------------------------------- nothing put off


def put_off(text: str) -> list[str]:
    """Notes to oneself, tests that are not run, names that not everybody can type."""
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    notes = [
        t.string for t in tokens if t.type == tokenize.COMMENT and re.search(r"TODO|FIXME|XXX|HACK", t.string)
    ]
    names = [t.string for t in tokens if t.type == tokenize.NAME and not t.string.isascii()]
    marks = [
        n.attr
        for n in ast.walk(tree(text))
        if isinstance(n, ast.Attribute) and n.attr in ("skip", "skipif", "xfail", "importorskip")
    ]
    return notes + names + marks


def test_nothing_is_put_off():
    found = {path: found for path, text in sources().items() if (found := put_off(text))}
    absent = {path for path, said in found.items() if said == ["skip"] and path in MAY_BE_ABSENT}
    assert {path: said for path, said in found.items() if path not in absent} == {}


def test_what_is_put_off_is_found():
    planted = "# TODO later\nimport pytest\n@pytest.mark.skip\ndef test_x(): pass\n事项 = 1\n"
    assert put_off(planted) == ["# TODO later", "事项", "skip"]


# ---------------------------------------------------------------- who may change what


def sets_status(text: str) -> list[int]:
    """Lines that give a status: by assignment, by a keyword of whatever writes, by setattr."""
    lines = []
    for node in ast.walk(tree(text)):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            several = [one for t in targets for one in (t.elts if isinstance(t, ast.Tuple) else [t])]
            lines += [node.lineno for t in several if isinstance(t, ast.Attribute) and t.attr == "status"]
    for name, call in calls(text):
        by_keyword = any(keyword.arg == "status" for keyword in call.keywords)
        if (
            by_keyword
            and name in (WRITES | {"update", "Matter"})
            or name == "setattr"
            and names(call, "status")
        ):
            lines.append(call.lineno)
    return lines


def names(call: ast.Call, word: str) -> bool:
    return any(isinstance(arg, ast.Constant) and arg.value == word for arg in call.args)


def test_only_moving_sets_a_status():
    found = {path for path, text in shipped().items() if sets_status(text)}
    assert found == STATUS_SETTERS


def test_a_status_set_elsewhere_is_found():
    planted = 'm.status = "closed"\nrows.update(status="x")\nMatter(status=1)\nsetattr(m, "status", 1)\nm.state = 1\nm.status, n = 1, 2\n'
    assert sorted(sets_status(planted)) == [1, 2, 3, 4, 6]


def writes(text: str) -> bool:
    """Whether rows are written here. dict.update and a picture's save take positions, Django's take names."""
    found = [
        name
        for name, call in calls(text)
        if name in WRITES
        and isinstance(call.func, ast.Attribute)
        and not (name == "save" and call.args)
        or name == "update"
        and call.keywords
        and not call.args
        or name == "insert"
        and isinstance(call.func, ast.Attribute)
        and ast.unparse(call.func.value) == "rows"
    ]
    return bool(found) or "INSERT INTO" in text or re.search(r"\bUPDATE \w+ SET\b", text) is not None


def is_action(path: str) -> bool:
    return path.endswith("/actions.py") or "/actions/" in path


def test_rows_are_written_by_actions_and_by_those_that_serve_them():
    writers = {served(path) for path, text in shipped().items() if not is_action(path) and writes(text)}
    assert (writers - set(WRITERS), set(WRITERS) - writers) == (set(), set())


def served(path: str) -> str:
    """A path, or the folder that stands for it in the list."""
    return next((folder for folder in WRITERS if folder.endswith("/") and path.startswith(folder)), path)


@pytest.mark.parametrize(
    "text",
    [
        "matter.save()",
        "Matter.objects.filter(pk=1).update(title='x')",
        "rows.insert(cases)",
        "case.links.create(kind='x')",
        "cursor.execute('UPDATE cases_case SET title = 1')",
    ],
)
def test_a_row_written_elsewhere_is_found(text):
    assert writes(text)


def test_reading_is_not_taken_for_writing():
    assert not writes(
        "found.update(seen)\nvars(x).update(seen, more=1)\npicture.save(out, 'JPEG')\nMatter.objects.filter(pk=1)\nlist.insert(0, x)"
    )


def trusts(text: str) -> bool:
    """Whether somebody is let past the question of access."""
    asked = any(
        isinstance(node, ast.Attribute) and node.attr == "as_reaction" for node in ast.walk(tree(text))
    )
    return asked or any(keyword.arg == "trusted" for _name, call in calls(text) for keyword in call.keywords)


def test_only_reactions_act_without_being_asked():
    assert {path for path, text in shipped().items() if trusts(text)} == TRUSTING


def test_trust_given_elsewhere_is_found():
    assert [
        trusts(text)
        for text in ("close(m, by=actor.as_reaction())", "Actor(None, p, trusted=True)", "by.trusted")
    ] == [
        True,
        True,
        False,
    ]
