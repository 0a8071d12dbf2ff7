"""Who may give out a token, and that whatever ends it acts at the next request."""

from datetime import timedelta

import pytest
from django.utils import timezone

from onedoor.api import actions
from onedoor.api.models import Token
from onedoor.api.tests.conftest import URL, Caller, token_for
from onedoor.kit.problems import NotAllowed, NotNow, NotValid
from onedoor.posts import actions as posts

pytestmark = pytest.mark.django_db


def status(caller):
    return caller.get(URL).status_code


def test_token_stops_when_it_is_revoked(caller, town):
    assert status(caller) == 200
    keeper = town.actor("security_admin")
    actions.revoke(caller.token, by=keeper)
    assert status(caller) == 401
    caller.token.refresh_from_db()
    assert caller.token.revoked_by == keeper.post


def test_first_revocation_stands(caller, town):
    first = town.actor("security_admin")
    actions.revoke(caller.token, by=first)
    at = caller.token.revoked_at
    actions.revoke(caller.token, by=town.actor("security_admin"))
    caller.token.refresh_from_db()
    assert (caller.token.revoked_at, caller.token.revoked_by) == (at, first.post)


def test_token_stops_after_its_last_day(caller, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=30))
    assert status(caller) == 200
    time_machine.move_to(timezone.now() + timedelta(days=1))
    assert status(caller) == 401


def test_token_stops_when_the_person_is_disabled(caller, town):
    posts.disable(caller.actor.staff, by=town.actor("security_admin"))
    assert status(caller) == 401


def test_token_stops_when_the_person_leaves_the_post(caller, town):
    tenure = caller.actor.staff.tenures.get()
    posts.end_tenure(tenure, by=town.actor("security_admin"))
    assert status(caller) == 401


def test_partners_token_is_answered_for_by_somebody_of_that_unit(town):
    handler = town.actor("handler")
    partner = town.post("partner", org=town.water)
    caller = Caller(town, type(handler)(handler.staff, partner))
    assert status(caller) == 200
    posts.end_tenure(handler.staff.tenures.get(), by=town.actor("security_admin"))
    assert status(caller) == 401


def test_partners_token_needs_somebody_of_that_unit(town):
    clerk = town.actor("clerk")
    with pytest.raises(NotValid) as refused:
        token_for(town, type(clerk)(clerk.staff, town.post("partner", org=town.water)))
    assert refused.value.detail == {"field": "staff"}


@pytest.mark.parametrize("kind", ["security_admin", "auditor", "resident", "system"])
def test_posts_of_administrators_and_of_the_house_have_no_tokens(town, kind):
    post = {"resident": town.portal.post, "system": town.system.post}.get(kind) or town.actor(kind).post
    with pytest.raises(NotValid) as refused:
        actions.issue(
            by=town.actor("security_admin"),
            post=post,
            staff=town.actor("clerk").staff,
            name="试",
            expires_on=timezone.localdate() + timedelta(days=3),
        )
    assert refused.value.detail == {"field": "post"}


@pytest.mark.parametrize("days", [0, -1, 366])
def test_token_ends_between_tomorrow_and_a_year(town, days):
    with pytest.raises(NotValid):
        token_for(town, town.actor("clerk"), expires_on=timezone.localdate() + timedelta(days=days))


def test_only_the_security_administrator_gives_out_tokens(town):
    clerk = town.actor("clerk")
    with pytest.raises(NotAllowed):
        actions.issue(
            by=clerk,
            post=clerk.post,
            staff=clerk.staff,
            name="试",
            expires_on=timezone.localdate() + timedelta(days=3),
        )


def test_security_administrator_of_a_street_reaches_no_further(town):
    keeper = town.actor("security_admin", org=town.street_centre, region=town.street)
    clerk = town.actor("clerk")
    with pytest.raises(NotAllowed):
        actions.issue(
            by=keeper,
            post=clerk.post,
            staff=clerk.staff,
            name="试",
            expires_on=timezone.localdate() + timedelta(days=3),
        )


def test_token_cannot_hand_on_a_clearance_its_giver_lacks(town):
    clerk = town.actor("clerk", clearances=["family"])
    with pytest.raises(NotAllowed):
        token_for(town, clerk)


def test_words_of_a_token_are_kept_nowhere(caller):
    assert caller.words not in [str(value) for value in vars(caller.token).values()]


def issued(town, actor):
    given = {"name": "热线对接", "expires_on": timezone.localdate() + timedelta(days=30)}
    return actions.issue(by=town.actor("security_admin"), post=actor.post, staff=actor.staff, **given)


def test_token_opens_nothing_and_has_no_words_until_it_is_fetched(town):
    clerk = town.actor("clerk")
    token = issued(town, clerk)
    assert (token.digest, Token.objects.live().count(), Token.objects.in_force().count()) == (None, 0, 1)
    assert actions.fetch(token, by=clerk).startswith("od_")
    assert Token.objects.live().get() == token


def test_only_the_keeper_fetches_and_only_once(town):
    clerk = town.actor("clerk")
    token = issued(town, clerk)
    with pytest.raises(NotAllowed):
        actions.fetch(token, by=town.actor("security_admin"))
    actions.fetch(token, by=clerk)
    with pytest.raises(NotNow, match="取出过"):
        actions.fetch(token, by=clerk)


def test_token_that_has_ended_is_not_fetched(town):
    clerk = town.actor("clerk")
    token = issued(town, clerk)
    actions.revoke(token, by=clerk)
    with pytest.raises(NotNow, match="失效"):
        actions.fetch(token, by=clerk)


def test_too_many_calls_are_told_when_to_come_again(town):
    caller = Caller(town, town.actor("clerk"), per_minute=2)
    assert [status(caller) for _n in range(3)] == [200, 200, 429]
    answer = caller.get(URL)
    assert (answer["Content-Type"], answer["Retry-After"]) == ("application/problem+json", "30")


def test_one_tokens_haste_does_not_slow_another(town):
    hasty, calm = (Caller(town, town.actor("clerk"), per_minute=1) for _n in range(2))
    assert [status(hasty), status(hasty), status(calm)] == [200, 429, 200]


def test_right_taken_from_the_post_type_is_missing_at_the_next_call(caller):
    code = caller.register()
    kind = caller.actor.post.type
    kind.verbs = ["case.see"]
    kind.save()
    assert caller.post(f"{URL}/{code}/accept", {}).status_code == 403
    kind.verbs = []
    kind.save()
    assert caller.get(f"{URL}/{code}").status_code == 404


def test_page_and_door_agree_on_which_tokens_are_live(town):
    clerk, handler = town.actor("clerk"), town.actor("handler")
    callers = [
        Caller(town, clerk),
        Caller(town, type(handler)(handler.staff, town.post("partner", org=town.water))),
        Caller(town, handler),
        Caller(town, town.actor("verifier")),
    ]
    handler.staff.tenures.update(kind="rotating", weekdays=[1, 2, 3, 4, 5, 6, 7], home_org=town.centre)
    posts.disable(callers[3].actor.staff, by=town.actor("security_admin"))
    live = Token.objects.live()
    assert [live.filter(pk=one.token.pk).exists() for one in callers] == [True, False, False, False]
    assert [status(one) for one in callers] == [200, 401, 401, 401]
