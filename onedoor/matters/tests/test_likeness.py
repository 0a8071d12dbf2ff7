"""How alike two requests are, why, and what is found among the earlier ones."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from onedoor.kit.problems import NotFound, NotNow
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft
from onedoor.matters.actions.proposing import decide, propose
from onedoor.matters.comparing import Said, Words, compare, shared_strings
from onedoor.matters.likeness import clusters, likely_earlier, pairs
from onedoor.matters.models import Matter, Proposal
from onedoor.matters.queries.proposals import choices

NOW = timezone.now()
PLAIN = Words({}, 0)
MIXER = ("小区旁的搅拌站夜里施工", "丽水新村南面的搅拌站每天夜里两点还在装料，噪音和粉尘很大，孩子睡不着。")
MIXER_AGAIN = ("搅拌站噪音扰民", "丽水新村的住户反映：搅拌站夜里装料，噪音太大，窗台全是粉尘。")
LAMP = ("路灯不亮", "进步巷口三盏路灯坏了半个月，晚上看不见路。")


def said(words, days=0, path="", kind="grid"):
    return Said(*words, NOW - timedelta(days=days), path, kind if path else "")


def test_same_thing_in_other_words_is_more_alike_than_another_thing():
    same, other = (compare(said(MIXER_AGAIN), said(words, 12), PLAIN) for words in (MIXER, LAMP))
    assert (same.score > 0.35, other.score < 0.1) == (True, True)


def test_why_names_place_words_and_days():
    found = compare(said(MIXER_AGAIN, path="d/t/v/g/"), said(MIXER, 12, "d/t/v/g/"), PLAIN)
    assert (found.place, found.days, any("搅拌站" in word for word in found.words)) == ("grid", 12, True)
    with override("zh-hans"):
        assert found.why.startswith("同一网格；都提到“") and found.why.endswith("；相隔12天")


def test_same_words_in_another_town_are_less_alike_than_in_the_same_village():
    near = compare(said(MIXER_AGAIN, path="d/t1/v1/g1/"), said(MIXER, path="d/t1/v1/g2/"), PLAIN)
    far = compare(said(MIXER_AGAIN, path="d/t1/v1/g1/"), said(MIXER, path="d/t2/v9/g1/"), PLAIN)
    assert (near.place, far.place, near.score > far.score) == ("village", "", True)


def test_coded_place_names_agree_or_conflict():
    texts = [
        (f"{code}幼儿园收费是否合理", "幼儿园收费太高，一学期一万二。") for code in ("A7县", "A7县", "A3区")
    ]
    same, other = (compare(said(texts[0]), said(text), PLAIN) for text in texts[1:])
    assert (same.place, other.place, same.score > other.score + 0.2) == ("A7县", "", True)


def test_words_that_everybody_writes_make_nothing_alike():
    greeting = "尊敬的领导您好，我是本小区业主，请问这个问题什么时候可以解决，希望有关部门给予答复，谢谢！"
    found = compare(said(("咨询落户", greeting)), said(("举报占道", greeting)), PLAIN)
    assert found.score < 0.3


def test_shared_strings_are_whole_words_without_what_surrounds_them():
    one, other = said(("投诉A2区翡翠林居小区油烟", "")), said(("A2区翡翠林居小区的油烟扰民", ""))
    assert [word for word, _told in shared_strings(one, other, PLAIN)][0] == "翡翠林居"


def test_rare_words_tell_more_than_frequent_ones():
    words = Words({"停水": 200, "搅拌": 2}, 1000)
    assert words.weight("搅拌") > 2 * words.weight("停水") > 0


@pytest.fixture
def mixers(town):
    """The mixer twice, a lamp between: (first, lamp, again), each some days apart in one community."""

    def made(words, days, community=town.community):
        draft = Draft(
            *words, source="hotline", community=community, reported_at=timezone.now() - timedelta(days=days)
        )
        return matters.register(draft, by=town.actor("clerk")).matter

    return made(MIXER, 20), made(LAMP, 10), made(MIXER_AGAIN, 1)


def test_earlier_one_is_found_and_says_why(town, mixers):
    found = likely_earlier(*MIXER_AGAIN, region=town.community, actor=town.actor("clerk"), exclude=mixers[2])
    with override("zh-hans"):
        assert [(one.matter, one.why.split("；")[0]) for one in found] == [(mixers[0], "同一村（社区）")]


def test_earlier_one_is_found_by_words_alone_when_nobody_knows_the_place(town, mixers):
    found = likely_earlier(*MIXER_AGAIN, exclude=mixers[2])
    assert [one.matter for one in found] == [mixers[0]]


def test_older_than_ninety_days_is_not_looked_at(mixers):
    later = timezone.now() + timedelta(days=75)
    assert [one.matter for one in likely_earlier(*MIXER_AGAIN, at=later)] == [mixers[2]]


def test_out_of_reach_is_not_shown(town, mixers):
    elsewhere = town.actor("clerk", org=town.other_street_centre)
    assert likely_earlier(*MIXER_AGAIN, actor=elsewhere) == []
    assert [one.matter for one in likely_earlier(*MIXER_AGAIN, actor=town.actor("clerk"))] == [
        mixers[2],
        mixers[0],
    ]


def test_nothing_like_it_is_nothing_found(mixers):
    assert likely_earlier("咨询医保报销比例", "异地住院的医保报销比例是多少，需要带哪些材料。") == []


def test_name_of_the_place_alone_makes_nothing_alike(town, mixers):
    """Whoever lives there writes it; and hardly begun words are like everything."""
    place = f"{town.street.name}{town.community.name}"
    asked = {
        "place": (f"{place}的医保报销", f"{place}{town.community.name}住户想问医保报销怎么办。"),
        "short": ("", "路灯"),
        "lamp": ("", f"{place}巷口三盏路灯坏了半个月"),
    }
    draft = Draft(
        f"{place}垃圾没人收", f"{place}的垃圾一周没有收。", source="hotline", community=town.community
    )
    matters.register(draft, by=town.actor("clerk"))
    found = {what: likely_earlier(*words, region=town.community) for what, words in asked.items()}
    assert {what: [one.matter for one in likely] for what, likely in found.items()} == {
        "place": [],
        "short": [],
        "lamp": [mixers[1]],
    }


def test_empty_words_find_nothing(town):
    assert likely_earlier("", "", region=town.community) == []


def test_pairs_and_clusters_of_a_batch(mixers):
    found = pairs(Matter.objects.select_related("case"))
    assert [(pair.later, pair.earlier) for pair in found] == [(mixers[2], mixers[0])]
    assert clusters(found) == [{mixers[0].pk, mixers[2].pk}]


def test_proposal_is_shown_with_both_texts_and_made_once(town, mixers):
    assert (propose(town.district), propose(town.district)) == (1, 0)
    shown, count = choices(town.actor("clerk"))
    assert ([(c.earlier, c.later) for c in shown], count) == ([(mixers[0], mixers[2])], 1)
    assert choices(town.actor("clerk", org=town.other_street_centre)) == ([], 0)


def test_merging_by_proposal_is_a_merge_like_any_other_and_can_be_undone(town, mixers):
    propose(town.district)
    clerk = town.actor("clerk")
    decided = decide(Proposal.objects.get(), same=True, by=clerk)
    later = Matter.objects.get(pk=mixers[2].pk)
    assert (decided.decision, later.status, later.merged_into) == ("same", "merged", mixers[0])
    assert matters.unmerge(later, by=clerk).status == "accepted"
    assert (propose(town.district), choices(clerk)) == (0, ([], 0))


def test_different_is_remembered_and_not_proposed_again(town, mixers):
    propose(town.district)
    clerk = town.actor("clerk")
    decided = decide(Proposal.objects.get(), same=False, by=clerk)
    assert (decided.decision, decided.decided_by, propose(town.district)) == ("different", clerk.post, 0)
    with pytest.raises(NotNow):
        decide(decided, same=True, by=town.actor("clerk"))


def test_proposal_out_of_reach_does_not_exist(town, mixers):
    propose(town.district)
    with pytest.raises(NotFound):
        decide(Proposal.objects.get(), same=True, by=town.actor("clerk", org=town.other_street_centre))


def test_chain_of_the_same_thing_is_gathered_under_one(town, mixers):
    third = matters.register(
        Draft(
            "搅拌站粉尘噪音",
            "丽水新村搅拌站夜里装料，噪音粉尘扰民。",
            source="hotline",
            community=town.community,
        ),
        by=town.actor("clerk"),
    ).matter
    propose(town.district)
    clerk = town.actor("clerk")
    for proposal in Proposal.objects.order_by("later__reported_at"):
        decide(proposal, same=True, by=clerk)
    heads = set(Matter.objects.filter(pk__in=[third.pk, mixers[2].pk]).values_list("merged_into", flat=True))
    assert heads == {mixers[0].pk}
