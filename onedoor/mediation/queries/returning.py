"""Whether the outcome has gone back to whoever sent the dispute, and which outcome that is now."""

from onedoor.mediation.lifecycle import Status
from onedoor.mediation.models import ANSWERED, Mediation, Returned

Result = Returned.Result


def result_now(mediation: Mediation) -> str:
    """The outcome as the status says it, a part of an agreement as one; nothing while it goes on, or after it is filed."""
    if mediation.status == Status.AGREED and _is_partial(mediation):
        return Result.PARTIAL
    return mediation.status if mediation.status in Result.values else ""


def _is_partial(mediation: Mediation) -> bool:
    bound = mediation.agreements.current().effective().filter(round=mediation.round)
    return bound.filter(is_partial=True).exists()


def to_return(mediation: Mediation) -> str:
    """The outcome that whoever sent it has not been told of; nothing where nobody waits."""
    result = result_now(mediation) if mediation.way_in in ANSWERED else ""
    told = Returned.objects.filter(mediation=mediation, round=mediation.round, result=result)
    return "" if not result or told.exists() else result


def is_returned(mediation: Mediation) -> bool:
    """Whether the volume has what it needs: that it was agreed, once told, need not be told again when it is performed."""
    left = to_return(mediation)
    if not left:
        return mediation.way_in in ANSWERED
    earlier = Returned.objects.filter(mediation=mediation, round=mediation.round)
    return left == Result.PERFORMED and earlier.exists()
