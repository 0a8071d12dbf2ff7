"""A right that no list names cannot be given, nor asked for."""

from onedoor.matters.lifecycle import LIFECYCLE
from onedoor.matters.steps import STEPS
from onedoor.posts.post_types import POST_TYPES
from onedoor.posts.verbs import VERBS


def unknown(verbs):
    return sorted(set(verbs) - VERBS.keys())


def test_every_verb_that_a_step_asks_for_is_declared():
    asked = {move.verb for move in LIFECYCLE.moves.values()} | {step.verb for step in STEPS.values()}
    assert unknown(asked) == []


def test_undeclared_verb_is_found():
    assert unknown(["matter.accept", "matter.fly"]) == ["matter.fly"]


def test_every_step_can_be_taken_by_some_post():
    held = {verb for kind in POST_TYPES.values() for verb in kind.verbs}
    assert {name for name, step in STEPS.items() if step.verb not in held} == set()
