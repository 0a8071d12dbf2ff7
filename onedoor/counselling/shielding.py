"""A minor whose guardian must not see nor hear of it: what a guardian could hold opens nothing, what could ring them is gone."""

from onedoor.cases.models import Case
from onedoor.counselling import sealing
from onedoor.counselling.models import SafeContact, Talk


def shut_out(talk: Talk) -> None:
    """The slip that may lie at home opens nothing any more; the number may be the guardian's. Inside the talk's lock."""
    talk.guardian_blocked = True
    Case.objects.filter(pk=talk.case_id).update(pin_digest="")
    contact = SafeContact.objects.get(talk=talk)
    contact.may_leave_message = False
    sealing.put(talk, contact, number="", times="", as_whom="")
    contact.save()
