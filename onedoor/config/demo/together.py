"""Several people, several parts, and kin among the open matters of the demo: one group, one matter in two parts, some that are
related, and one person who came to two doors."""

from datetime import timedelta

from onedoor.cases import clocks
from onedoor.cases.models import Link, Party
from onedoor.config.demo import texts
from onedoor.config.demo.stories import Story
from onedoor.kit import bigrams
from onedoor.matters import limits
from onedoor.matters.lifecycle import ENDED, LIFECYCLE, Status
from onedoor.matters.models import Kind, Proposal
from onedoor.matters.queries.proposals import CAN_BE_MERGED
from onedoor.persons.cards import PersonDraft, seal_many
from onedoor.persons.models import Person

NINE, SPEAK = 9, 3
FLOOD = (
    "整栋楼停水五天",
    "我们这栋楼九户人家停水五天了，物业说是主管道坏了，没有人来修，老人孩子都没法做饭。",
    "C0101",
)
CELLAR = (
    "地下室进水，配电箱也泡了",
    "下雨后地下室积水没过脚面，配电箱泡了水，怕漏电，排水和用电两头都要有人管。",
    "A0302",
)
PARTS = (
    ("地下室排水", "查清积水从哪里来，排干积水，疏通排水口。", "A0302"),
    ("配电箱检修", "断电检查泡水的配电箱，该换的换，验明安全再送电。", "C0201"),
)
LAMP = ("楼前路灯不亮", "楼前的路灯坏了一个多月，晚上老人摔了一跤，请快点修好。", "A0301")
LAMP_AGAIN = ("晚上太黑没有路灯", "楼前路灯一个多月没亮，老人摔了一跤，请快点修路灯。", "A0301")
REASONS = ("同一处工地引起的，各办各的。", "同一条管线上的两处毛病。", "同一家物业负责，一并了解。")
ORDINARY = {move.event for move in LIFECYCLE.moves.values()} | {"matter.registered"}


def gather(stage, stories: list[Story], links: list) -> list:
    """What the demo shows of it; answers the rows that come after all stories."""
    free = [story for story in stories if story.matter.status not in ENDED and _is_plain(story)]
    links += _in_parts(stage, free)
    proposals = _same_person(stage, free)
    _group(stage, free)
    links += _related(stage, free)
    return proposals


def _is_plain(story: Story) -> bool:
    """Nobody has whistled, supervised or found anything about it: its words may still be others."""
    return not story.matter.source_name and all(event.verb in ORDINARY for event in story.events)


def _take(free: list[Story], *statuses) -> Story | None:
    """The next one that nothing has been told about yet."""
    found = next((story for story in free if story.matter.status in statuses), None)
    if found:
        free.remove(found)
    return found


def _retell(stage, story: Story, words: tuple[str, str, str]) -> None:
    """Its title, its words, and the category they belong to."""
    story.case.title, story.matter.body, code = words
    story.matter.words = bigrams.vector(f"{words[0]} {words[1]} {story.matter.address}")
    known = (one for one in stage.categories if one.code == code)
    story.matter.category = next(known, story.matter.category)
    story.matter.kind = Kind.HELP


def _person(stage, at, phone: str = "", name: str = "") -> Person:
    name, phone = name or texts.invent_name(stage.rng), phone or texts.invent_phone(stage.rng)
    return seal_many([PersonDraft(name, phone, source=Person.Source.DEMO)], at)[0]


def _group(stage, free) -> None:
    story = _take(free, *CAN_BE_MERGED)
    if story is None:
        return
    _retell(stage, story, FLOOD)
    by = stage.cast.clerk
    story.matter.claimants = NINE
    joined = [Party(case=story.case, person=_person(stage, story.at)) for _n in range(NINE)]
    # Keys made in one breath are in no order; their order is the claimants' numbers.
    story.parties = sorted([*story.parties[:1], *joined], key=lambda party: party.pk)[:NINE]
    for number, party in enumerate(story.parties[1:], start=2):
        story.wait(0.05)
        party.since = story.at
        story.say("matter.claimant_added", "增加反映人", by, claimant=number, claimants=NINE)
    for party in story.parties[:SPEAK]:
        party.is_representative = True
    named = list(range(1, SPEAK + 1))
    story.say("matter.representatives_named", "推选代表", by, "九户一起商量推选的。", representatives=named)


def _in_parts(stage, free) -> list[Link]:
    """The whole was accepted before its parts came up."""
    for whole in [one for one in free if one.matter.status == Status.ACCEPTED]:
        parts = [one for one in free if one.matter.status in CAN_BE_MERGED and one.case.opened_at > whole.at]
        if len(parts) >= len(PARTS):
            chosen = sorted(parts[: len(PARTS)], key=lambda one: one.case.opened_at)
            for story in (whole, *chosen):
                free.remove(story)
            _retell(stage, whole, CELLAR)
            return [_part(stage, whole, part, words) for part, words in zip(chosen, PARTS, strict=True)]
    return []


def _part(stage, whole: Story, part: Story, words) -> Link:
    _retell(stage, part, words)
    part.parties = []
    part.matter.part_of, part.matter.desk = whole.matter, whole.matter.desk
    part.case.region, part.case.region_path = whole.case.region, whole.case.region_path
    part.matter.lon, part.matter.lat = whole.matter.lon, whole.matter.lat
    part.matter.address = whole.matter.address
    if part.matter.status == Status.REGISTERED:
        part.accept(stage.centre)
    begun = whole.clocks["handle"].started_at
    part.clocks["handle"] = clocks.prepared(part.case, limits.HANDLE, at=begun, table=stage.table)
    unit = stage.department(part.matter.category)
    part.wait(0.1)
    part.dispatch(stage.centre, unit.post.org)
    whole.at = part.case.opened_at
    whole.say("matter.split", "分出子事项", stage.hand_at(whole.matter.desk), part=part.case.code)
    return Link(kind=Link.Kind.PART, case=part.case, other=whole.case, at=whole.at)


def _related(stage, free) -> list[Link]:
    links = []
    for reason in REASONS:
        one, other = _take(free, *Status.values), _take(free, *Status.values)
        if other is None:
            break
        link = Link(kind=Link.Kind.RELATED, case=one.case, other=other.case, reason=reason)
        link.at = one.at = other.at = max(one.at, other.at)
        one.say("matter.related", "关联事项", stage.centre, reason, link=str(link.pk))
        other.say("matter.was_related", "关联事项", stage.centre, reason, link=str(link.pk))
        links.append(link)
    return links


def _same_person(stage, free) -> list[Proposal]:
    """Two doors, one telephone: waiting for somebody to decide."""
    first, again = _take(free, *CAN_BE_MERGED), _take(free, *CAN_BE_MERGED)
    if again is None:
        return []
    if again.case.opened_at < first.case.opened_at:
        first, again = again, first
    again.matter.address = first.matter.address
    again.case.region, again.case.region_path = first.case.region, first.case.region_path
    name, phone = texts.invent_name(stage.rng), texts.invent_phone(stage.rng)
    for story, words in ((first, LAMP), (again, LAMP_AGAIN)):
        _retell(stage, story, words)
        story.parties = [Party(case=story.case, person=_person(stage, story.case.opened_at, phone, name))]
    days = (again.case.opened_at - first.case.opened_at) // timedelta(days=1)
    return [
        Proposal(
            later=again.matter,
            earlier=first.matter,
            likeness=0.71,
            place="grid",
            words=["路灯", "老人摔了一跤"],
            days=days,
            is_same_person=True,
            proposed_at=stage.now,
        )
    ]
