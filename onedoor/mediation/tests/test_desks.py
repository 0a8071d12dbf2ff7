"""What is brought to a unit that keeps no desk of mediation lies at the nearest one, and nobody's eyes miss it."""

import pytest

from onedoor.mediation import actions
from onedoor.mediation.queries.desks import has_desk, nearest_desk
from onedoor.mediation.queries.mediations import readable


def stands_at(mediation, actor):
    return readable(actor).filter(pk=mediation.pk).exists()


def brought(room, by, committee=None):
    return actions.apply_(room.told(committee=committee), by=by)[0]


@pytest.fixture
def street(room):
    """Somebody who takes down applications in a unit without a desk, and the desk of the district."""
    clerk = room.town.actor("clerk", org=room.town.street_centre, name="街道受理员")
    assert (has_desk(clerk.post.org), has_desk(room.desk.post.org)) == (False, True)
    return clerk


def test_what_no_committee_was_found_for_lies_at_the_nearest_desk(room, street):
    mediation = brought(room, street)
    assert (mediation.post, stands_at(mediation, room.desk)) == (room.desk.post, True)
    assert not stands_at(mediation, street)


def test_a_committee_without_a_desk_cannot_let_it_lie(room, street):
    village = room.found("无人值守调解委员会", "people", "测村", street.post.org)
    mediation = brought(room, street, village)
    assert (mediation.committee, stands_at(mediation, room.desk)) == (None, True)


def test_where_a_desk_is_kept_it_stays(room, street):
    own = room.town.actor("mediation_desk", org=room.town.street_centre, name="街道秘书")
    mediation = brought(room, street)
    assert (mediation.post, stands_at(mediation, own), stands_at(mediation, room.desk)) == (
        street.post,
        True,
        False,
    )
    assert nearest_desk(room.town.street) == own.post
