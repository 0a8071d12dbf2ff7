"""What follows from a reception: it becomes a matter under the same code, and nothing is typed twice."""

from onedoor.aid.models import Advice
from onedoor.matters import actions as matters
from onedoor.matters.models import Kind, Matter
from onedoor.reception import actions as receiving
from onedoor.reception.models import Reception


def turn_with_matter(event, by):
    """接访随登记转为事项 — the desk took up the visitor's slip; what began with its matter was never a reception."""
    if event.seq == 1:
        return
    if reception := Reception.objects.open().filter(case=event.case_id).first():
        receiving.turn(reception, by=by)


def take_up_advice(event, by):
    """接办法律咨询 — somebody who was advised wants a mediation: a dispute on the same case, in the words told to the lawyer."""
    advice = Advice.objects.select_related("case").get(case=event.case_id)
    draft = matters.Draft(
        title=advice.case.title, body=advice.facts, source=Matter.Source.WINDOW, kind=Kind.DISPUTE
    )
    matters.take_up(advice.case, draft, by=by)


def take_up_reception(event, by):
    """接办来访 — the words, the place and how many they are; who they are is party to the case already."""
    if Matter.objects.filter(case=event.case_id).exists():
        return
    reception = Reception.objects.select_related("case", "region").get(case=event.case_id)
    draft = matters.Draft(
        title=reception.case.title,
        body=reception.words,
        source=Matter.Source.WINDOW,
        address=reception.address,
        community=reception.region,
        claimants=reception.people if reception.is_group else None,
    )
    matters.take_up(reception.case, draft, by=by)
