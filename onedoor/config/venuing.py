"""What follows from a fault in a hall: it becomes a matter at once, and is over when the matter is."""

from onedoor.matters import actions as matters
from onedoor.matters.models import Matter
from onedoor.posts.given import system_actor
from onedoor.venues.actions import end_fault, take_up
from onedoor.venues.models import Fault

# Ends of a matter that leave the thing as it was.
UNMENDED = ("matter.declined", "matter.transferred")


def register_fault(event, by):
    """登记报修 — the matter, at the desk of the centre whose hall it is; both cases know each other."""
    told = Fault.objects.select_related("equipment__centre__org", "equipment__centre__region", "case")
    fault = told.get(case=event.case)
    centre = fault.equipment.centre
    draft = matters.Draft(
        title=event.case.title,
        body=fault.words,
        source=Matter.Source.WINDOW,
        source_name=centre.name,
        address=" ".join(filter(None, [centre.address, fault.equipment.place])),
        point=(centre.lon, centre.lat) if centre.lon is not None and centre.lat is not None else None,
        community=centre.region,
        desk=centre.org,
        facts={"fault": event.case.code},
    )
    take_up(fault, matters.register(draft, by=by).matter.case, by=by)


def end_reported(event):
    """报修随事项了结 — mended when the matter was done; not when it was declined, sent elsewhere or could not be done."""
    fault = Fault.objects.filter(taken_up=event.case, ended_at=None).select_related("case").first()
    if fault:
        outcome = Matter.objects.filter(case=event.case).values_list("outcome", flat=True).first()
        is_mended = event.verb not in UNMENDED and outcome != Matter.Outcome.CANNOT
        end_fault(fault, by=system_actor().as_reaction(), is_mended=is_mended)
