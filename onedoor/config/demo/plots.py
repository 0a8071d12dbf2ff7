"""What may happen to a demo matter: a handful of plots that between them show every state, level and clock colour."""

from datetime import timedelta

from onedoor.cases.models import Link
from onedoor.config.demo import texts
from onedoor.config.demo.stories import Story, reply_to

ENDINGS = (("declined", "decline"), ("transferred", "transfer_out"))
# Of a thousand finished matters: turned away, settled by the community, given to a unit, put before leaders first.
WAYS = ((12, "turned_away"), (430, "settled"), (780, "given"), (1000, "instructed"))


def finished(stage, story: Story) -> Story:
    """A matter told to its end."""
    hand = stage.hand_at(story.matter.desk)
    story.register(story.reporter)
    story.wait(6)
    lot = stage.rng.randrange(1000)
    way = next(name for limit, name in WAYS if lot < limit)
    if way == "turned_away":
        _turn_away(stage, story, hand)
        return story
    story.accept(hand)
    story.wait(10)
    if way == "settled":
        story.settle(hand, stage.rng.choice(texts.DONE))
    else:
        by = _climb(stage, story, hand) if way == "instructed" else _dispatcher(stage, story)
        _given(stage, story, by)
    finish(stage, story)
    return story


def _turn_away(stage, story, head) -> None:
    name = stage.rng.choice(("decline", "transfer_out"))
    story.turn_away(name, head, stage.rng.choice(texts.CANNOT), stage.rng.choice(texts.TURN_TO))


def _dispatcher(stage, story):
    """Who dispatches: for a village or community, the level above it."""
    desk = story.matter.desk
    return stage.cast.dispatchers.get(desk.pk) or stage.cast.dispatchers[desk.parent_id]


def _first_level(stage, desk):
    """Whose leader is asked first: the desk's own, or for a village or community its street's or town's."""
    return desk if desk.pk in stage.cast.leaders else desk.parent


def _climb(stage, story, hand):
    """Up to the leader, sometimes on to the district's, and back down; answers who dispatches then."""
    desk, level = story.matter.desk, _first_level(stage, story.matter.desk)
    unit = stage.department(story.matter.category).post.org
    story.submit(hand, level, stage.rng.choice(texts.ASKED))
    story.wait(12)
    if level.parent and stage.rng.random() < 0.35:
        story.raise_(stage.cast.leaders[level.pk], level.parent, "请区领导批示。")
        story.wait(14)
        level = level.parent
    words = stage.rng.choice(texts.INSTRUCTED).format(unit=unit.name)
    story.instruct(stage.cast.leaders[level.pk], words, desk)
    story.wait(4)
    return _dispatcher(stage, story)


def _given(stage, story, dispatcher) -> None:
    """Dispatched, sometimes returned and dispatched again, signed, handled, sometimes sent back."""
    unit = stage.department(story.matter.category)
    if stage.rng.random() < 0.06:
        wrong = stage.rng.choice([a for a in stage.departments if a is not unit])
        story.dispatch(dispatcher, wrong.post.org)
        story.wait(8)
        story.return_(wrong, *stage.rng.choice(texts.RETURNED), unit.post.org)
        story.wait(5)
    helpers = [stage.rng.choice(stage.departments).post.org] if stage.rng.random() < 0.15 else []
    helpers = [org for org in helpers if org != unit.post.org]
    story.dispatch(dispatcher, unit.post.org, helpers, days=stage.rng.choice((3, 5, 5, 5, 7, 10)))
    story.wait(5)
    story.sign(unit)
    story.wait(stage.rng.choice((20, 40, 60, 90, 160)))
    resolve(stage, story, unit)


def resolve(stage, story, unit) -> None:
    if stage.rng.random() < 0.03:
        basis, turn_to = stage.rng.choice(texts.CANNOT_BASIS), stage.rng.choice(texts.TURN_TO)
        story.resolve(unit, stage.rng.choice(texts.CANNOT), "cannot", basis, turn_to)
    else:
        story.resolve(unit, stage.rng.choice(texts.DONE))


def finish(stage, story) -> None:
    """Checked, answered, closed; some residents object once, many rate."""
    first, second = stage.rng.sample(stage.cast.verifiers, 2)
    story.wait(10)
    if story.parts and story.parts[-1].until is None and stage.rng.random() < 0.05:
        story.check(first, False, stage.rng.choice(texts.NOT_YET))
        story.wait(20)
        story.resolve(stage.cast.handlers[story.matter.lead_id], stage.rng.choice(texts.DONE))
        story.wait(8)
    _tell(stage, story, first)
    story.close(first)
    if stage.rng.random() < 0.02:
        story.wait(30)
        story.object_(stage.resident, stage.rng.choice(texts.UNHAPPY))
        story.wait(12)
        _tell(stage, story, second)
        story.close(second)
    if stage.rng.random() < 0.6:
        story.wait(24)
        story.rate(
            stage.resident,
            stage.rng.choices((5, 4, 3, 2, 1), (60, 25, 9, 4, 2))[0],
            stage.rng.choice(texts.THANKS),
        )


def _tell(stage, story, verifier) -> None:
    story.check(verifier, True, stage.rng.choice(texts.CHECKED))
    story.wait(3)
    story.answer(verifier, reply_to(story))
    story.wait(2)
    story.report_back(verifier if verifier.holds("matter.triage") else stage.centre, story.matter.result)
    story.wait(1)


# How far each open matter has come; with `late`, how many days ago it began, so that every clock colour shows.
STAGES = ("registered", "accepted", "submitted", "raised", "instructed", "dispatched", "handling", "resolved")
STAGES += ("verified", "answered", "rechecking", "merged")
AGES = (0.3, 1, 2, 4, 6, 9, 13, 15.5, 30, 55, 62)


def unfinished(stage, n: int, links: list, told: list[Story]) -> Story:
    """The n-th open matter, left standing at the stage that is its turn, two of three at desks of the demo logins."""
    goal, age = STAGES[n % len(STAGES)], AGES[(n * 7) % len(AGES)]
    at = stage.in_hours(stage.now - timedelta(days=age, minutes=n))
    where = n // len(STAGES) % 3
    if where == 0:
        story = stage.open_case(at, "grid", stage.rng.choice(stage.own_grids))
    else:
        story = stage.open_case(at, ("window", "grid")[where - 1])
    hand = stage.hand_at(story.matter.desk)
    story.register(story.reporter)
    if goal == "registered":
        return story
    if goal == "merged":
        _merge(stage, story, links, told[-1])
        return story
    story.wait(3)
    story.accept(hand)
    _go_on(stage, story, hand, STAGES.index(goal))
    return story


def _merge(stage, story, links, other) -> None:
    story.at = max(story.at, other.at)
    link = Link(kind=Link.Kind.MERGED, case=story.case, other=other.case, at=story.at)
    story.merge_into(other, stage.centre, link)
    links.append(link)


def _go_on(stage, story, hand, reach: int) -> None:
    desk, level = story.matter.desk, _first_level(stage, story.matter.desk)
    if reach >= 2:
        story.wait(4)
        story.submit(hand, level, stage.rng.choice(texts.ASKED))
    if reach == 3 and level.parent:
        story.wait(3)
        story.raise_(stage.cast.leaders[level.pk], level.parent, "请区领导批示。")
    if reach >= 4:
        story.wait(3)
        unit = stage.department(story.matter.category).post.org
        words = stage.rng.choice(texts.INSTRUCTED).format(unit=unit.name)
        story.instruct(stage.cast.leaders[level.pk], words, desk)
    if reach >= 5:
        _on_to_the_unit(stage, story, reach)


def _on_to_the_unit(stage, story, reach: int) -> None:
    story.wait(2)
    unit = stage.shown_unit(story.matter.category)
    helper = stage.rng.choice([a.post.org for a in stage.departments if a.post.org != unit.post.org])
    story.dispatch(_dispatcher(stage, story), unit.post.org, [helper], days=stage.rng.choice((3, 5, 8)))
    if reach >= 6:
        story.wait(3)
        story.sign(unit)
    if reach >= 7:
        story.wait(6)
        resolve(stage, story, unit)
    if reach >= 8:
        _towards_the_answer(stage, story, reach)


def _towards_the_answer(stage, story, reach: int) -> None:
    first = stage.cast.verifiers[0]
    story.wait(4)
    story.check(first, True, stage.rng.choice(texts.CHECKED))
    if reach >= 9:
        story.wait(1)
        story.answer(first, reply_to(story))
    if reach >= 10:
        story.wait(1)
        story.object_(stage.resident, stage.rng.choice(texts.UNHAPPY))
