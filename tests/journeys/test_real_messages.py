"""真实来信 — two thousand real messages to a city's mailbox, taken in whole and kept apart; read in place, never copied."""

import warnings
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from onedoor.cases.models import Deadline
from onedoor.matters.likeness import clusters, likely_earlier, pairs
from onedoor.matters.models import ImportRun, Matter, Proposal

FILE = Path(settings.ROOT).parent / "shared" / "data" / "messages" / "requests.csv"
ABSENT = "真实来信数据不在本机（../shared/data/messages/requests.csv），本项未运行。"
ROWS, NAME = 2109, "真实来信2019"
# One issue each, told by words that only its messages have ("|": either; "+": both).
ISSUES = {
    "a loan company that ran away": "58车贷",
    "restaurants below flats": "辉煌国际城",
    "a smoke duct through the fire exit": "青青家园|青山新村",
    "shops sold and not built": "中茂城|中贸城",
    "a power line along a road": "月亮岛路+高压",
    "a developer's promises": "汝金城",
    "an investment fraud": "聚利人|利聚人",
    "car parks of an estate": "魅力之城",
}


def is_there(file: Path) -> bool:
    """Where the messages are absent, the summary of the suite says so, and nothing else of it is left out."""
    if not file.exists():
        warnings.warn(ABSENT, stacklevel=2)
    return file.exists()


def bring():
    call_command(
        "import_requests",
        str(FILE),
        "--source",
        NAME,
        "--kind",
        "petition",
        "--apart",
        "--as",
        "zhaomin",
        verbosity=0,
    )


def issue(words: str) -> set:
    """Keys of the messages of one issue, by its words."""
    found = Matter.objects.all()
    told = [(m.pk, m.case.title + m.body) for m in found.select_related("case")]
    return {
        pk for pk, text in told if all(any(w in text for w in part.split("|")) for part in words.split("+"))
    }


def test_real_messages_are_taken_in_whole_once_and_their_repeats_proposed(town):
    """One import serves all of it: two thousand matters are not made four times."""
    if not is_there(FILE):
        return
    town.actor("dispatcher")
    bring()
    run = ImportRun.objects.get()
    accounted_for_apart_from_the_district(town, run)
    issues_are_gathered()
    exact_copies_are_all_proposed()
    help_while_typing_finds_the_earlier_message()
    a_second_run_makes_no_second_copy(run)


def accounted_for_apart_from_the_district(town, run):
    assert (run.rows, run.added, run.repeated, run.changed, run.refused) == (ROWS, ROWS, 0, 0, 0)
    inside = Matter.objects.filter(case__region_path__startswith=town.district.path).count()
    assert (Matter.objects.count(), inside) == (ROWS, 0)
    # The messages are of 2019; the clocks of taking them in begin today.
    assert (
        Deadline.objects.filter(kind="notify", state="running", started_at__gte=run.begun_at).count() == ROWS
    )
    assert Matter.objects.filter(reported_at__year=2019).count() == 2105


def issues_are_gathered():
    """Measured on this file: of the 76 messages of the eight issues, 66 hang together with the most of their issue (recall 0.87),
    and no stranger stands among them (precision 1.0); 549 proposals in all. The floors stand a little below."""
    groups = clusters(pairs(Matter.objects.select_related("case__region")))
    gathered = strangers = members = 0
    for words in ISSUES.values():
        keys = issue(words)
        best = max(groups, key=lambda group: len(group & keys))
        gathered, strangers, members = (
            gathered + len(best & keys),
            strangers + len(best - keys),
            members + len(keys),
        )
    assert (gathered >= 0.8 * members, strangers <= 0.05 * gathered) == (True, True)
    assert 450 <= Proposal.objects.count() <= 650


def exact_copies_are_all_proposed():
    """Some messages were sent twice, word for word, within three months: every one of them is in a proposal."""
    seen, copies = {}, set()
    for matter in Matter.objects.select_related("case").order_by("reported_at", "case__code"):
        first = seen.setdefault((matter.case.title, matter.body), matter)
        if first is not matter and (matter.reported_at - first.reported_at).days <= 90:
            copies.add(matter.pk)
    assert len(copies) > 20
    assert copies - set(Proposal.objects.values_list("later", flat=True)) == set()


def help_while_typing_finds_the_earlier_message():
    later = Proposal.objects.filter(likeness__gt=0.6).order_by("pk").first().later
    found = likely_earlier(later.case.title, later.body, at=later.reported_at, exclude=later)
    assert found[0].matter.reported_at <= later.reported_at
    assert found[0].why


def a_second_run_makes_no_second_copy(first):
    proposed = Proposal.objects.count()
    bring()
    again = ImportRun.objects.order_by("begun_at").last()
    assert (again.added, again.repeated, again.changed, again.refused) == (0, ROWS, 0, 0)
    assert (Matter.objects.count(), Proposal.objects.count(), first.proposed) == (ROWS, proposed, proposed)


def test_absence_of_the_messages_is_said_clearly(tmp_path):
    with pytest.warns(UserWarning, match="真实来信数据不在本机"):
        assert not is_there(tmp_path / "requests.csv")
