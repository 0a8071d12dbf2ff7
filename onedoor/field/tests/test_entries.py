"""Two phones and one entry: what does not clash is merged, what does is shown in words to both."""

from uuid import uuid4

from django.utils import timezone

from onedoor.field.tests.conftest import Hand
from onedoor.registers import actions
from onedoor.registers.models import Entry, Proposal


def spot(town, name="老戏台"):
    """A named place that the manager has entered."""
    by = town.actor("grid_manager")
    return actions.enter(
        "spot", {"name": name, "address": "进步巷12号", "sort": "yard"}, by=by, grid=town.grid
    ).entry


def change(entry, base, **changes):
    body = {"register": "spot", "entry": str(entry.pk), "base": base, "changes": changes}
    return {"ref": str(uuid4()), "kind": "entry.change", "at": timezone.now().isoformat(), "body": body}


def test_what_the_registers_hold_travels_with_the_phone(hand, town):
    entry = spot(town)
    told = hand.get("feed").json()
    (row,) = told["entries"]
    assert (row["id"], row["fields"]["name"], row["version"]) == (str(entry.pk), "老戏台", entry.version)
    assert "spot" in [register["code"] for register in told["registers"]]


def test_a_change_waits_for_the_manager_and_is_received(hand, town):
    entry = spot(town)
    (told,) = hand.answers(change(entry, 1, address={"old": "进步巷12号", "new": "进步巷14号"}))
    proposal = Proposal.objects.get(entry=entry, post=hand.actor.post)
    assert (told["state"], proposal.state) == ("received", "waiting")
    actions.confirm(proposal, by=town.actor("grid_manager"))
    assert Entry.objects.get(pk=entry.pk).address == "进步巷14号"
    assert hand.get("feed").json()["proposed"][0]["state"] != "waiting"


def test_the_same_field_changed_by_two_is_a_card_in_words(client, hand, town):
    entry = spot(town)
    other = Hand(client, town.actor("grid_worker", region=town.grid, name="张洁"))
    other.answers(change(entry, 1, address={"old": "进步巷12号", "new": "进步巷16号"}))
    actions.confirm(Proposal.objects.get(entry=entry, post=other.actor.post), by=town.actor("grid_manager"))
    (told,) = hand.answers(change(entry, 1, address={"old": "进步巷12号", "new": "进步巷14号"}))
    (card,) = told["cards"]
    assert (told["state"], card["mine"], card["theirs"]) == ("conflict", "进步巷14号", "进步巷16号")
    assert "你：进步巷14号" in card["words"]
    assert Entry.objects.get(pk=entry.pk).address == "进步巷16号"
    decision = {
        "ref": str(uuid4()),
        "kind": "conflict.decide",
        "at": timezone.now().isoformat(),
        "body": {"change": card["change"], "take": "theirs"},
    }
    assert hand.answers(decision)[0]["state"] == "received"
    assert hand.get("feed").json()["cards"] == []


def test_a_field_that_is_never_kept_is_refused(hand, town):
    entry = spot(town)
    (told,) = hand.answers(change(entry, 1, **{"民族": {"old": "", "new": "汉"}}))
    assert (told["state"], bool(told["words"])) == ("refused", True)


def test_an_entry_of_other_ground_is_not_there(client, hand, town):
    entry = spot(town)
    far = Hand(client, town.actor("grid_worker", org=town.other_street_centre, region=town.other_grid))
    (told,) = far.answers(change(entry, 1, address={"old": "进步巷12号", "new": "别处"}))
    assert told["state"] == "refused"
    assert far.get("feed").json()["entries"] == []


def test_only_what_changed_since_is_sent_again(hand, town):
    spot(town)
    first = hand.get("feed").json()
    later = hand.get(f"feed?since={first['cursor'].replace('+', '%2B')}").json()
    assert len(first["entries"]) == 1 and later["gone"] == []
