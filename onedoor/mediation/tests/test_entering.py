"""A dispute is taken down, both sides are asked, a committee accepts it and says who mediates."""

import pytest
from django.urls import reverse
from django.utils import timezone

from onedoor.kit.problems import NotNow, NotValid
from onedoor.mediation import actions
from onedoor.mediation.forms.entering import AcceptForm
from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import Consent
from onedoor.safety.models import Level


def test_a_dispute_is_mediated_when_both_sides_agree(room):
    mediation = room.mediating()
    assert mediation.status == Status.MEDIATING
    assert mediation.number.endswith("测民人调字第1号")
    assert mediation.case.deadlines.open().get().label == "人民调解"


def test_nothing_is_accepted_while_a_side_has_not_agreed(room):
    mediation = room.apply()
    actions.say(mediation.sides.get(place=1), Consent.About.MEDIATE, True, how="signed", by=room.desk)
    with pytest.raises(NotNow, match="还有1方"):
        actions.accept(mediation, by=room.desk)


def test_what_a_court_decides_is_not_mediated_here(room):
    with pytest.raises(NotValid, match="第二十八条"):
        room.apply(type="1403")


def test_numbers_of_a_committee_follow_one_another(room):
    assert [room.accepted().number[-3:] for _ in range(3)] == ["第1号", "第2号", "第3号"]


def test_the_desk_accepts_and_assigns_on_the_page(room, client):
    mediation = room.apply()
    room.agreed_to(mediation)
    code = mediation.case.code
    room.town.login(client, room.desk)
    for name, told in (
        ("accept", {"committee": room.committee.pk}),
        ("assign", {"mediator": room.row(room.mediator).pk}),
    ):
        told = {f"{name}-{field}": value for field, value in told.items()}
        assert client.post(reverse("mediation:one_step", args=[code, name]), told).status_code == 302
    for actor, status in ((room.mediator, 200), (room.other_mediator, 404)):
        room.town.login(client, actor)
        assert client.get(reverse("mediation:one", args=[code])).status_code == status


def test_nobody_accepts_in_the_name_of_a_committee_elsewhere(room, town):
    elsewhere = room.found("别处人民调解委员会", "people", "别民", town.community_office)
    mediation = room.apply(committee=None)
    room.agreed_to(mediation)
    with pytest.raises(NotValid, match="请先移交"):
        actions.accept(mediation, committee=elsewhere, by=room.desk)
    form = AcceptForm(mediation=mediation)
    assert list(form.fields["committee"].queryset) == [room.committee]
    assert actions.accept(mediation, committee=room.committee, by=room.desk).number


def put_level(room, mediation, grade):
    """As if the form had been filled in and this level stood."""
    told = {"set_post": room.desk.post, "set_staff": room.desk.staff, "since": timezone.now()}
    return Level.objects.create(case=mediation.case, grade=grade, how=Level.How.values[0], **told)


def test_nothing_is_accepted_or_assigned_while_somebody_is_protected(room):
    mediation = room.apply()
    room.agreed_to(mediation)
    level = put_level(room, mediation, "S3")
    with pytest.raises(NotNow, match="先停一停"):
        actions.accept(mediation, by=room.desk)
    level.delete()
    mediation = actions.accept(mediation, by=room.desk)
    put_level(room, mediation, "S3")
    with pytest.raises(NotNow, match="先停一停"):
        actions.assign(mediation, room.row(room.mediator), by=room.desk)


def test_nobody_mediates_alone_where_two_are_needed(room):
    mediation = room.accepted()
    put_level(room, mediation, "S1")
    first, second = room.row(room.mediator), room.row(room.other_mediator)
    with pytest.raises(NotNow, match="两位调解员"):
        actions.assign(mediation, first, by=room.desk)
    mediation = actions.assign(mediation, first, second=second, by=room.desk)
    roles = mediation.assignments.filter(until=None).order_by("role").values_list("role", flat=True)
    assert list(roles) == ["lead", "second"]
    beside = mediation.assignments.get(role="second")
    with pytest.raises(NotNow, match="两位调解员"):
        actions.replace(mediation, assignment=beside, reason="出差", by=room.desk)
    third = room.row(room.enrol("调解员丙"))
    actions.replace(mediation, assignment=beside, instead=third, reason="出差", by=room.desk)
    assert mediation.assignments.get(role="second", until=None).mediator == third
