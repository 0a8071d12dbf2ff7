"""监护人回避 — a minor whose guardian must not see nor hear of it: what a guardian could hold opens nothing, what could ring them is gone."""

from onedoor.cases.models import Case
from onedoor.counselling import sealing
from onedoor.counselling.models import SafeContact, Talk
from onedoor.counselling.standing import insist_on_own


def shut_out(talk: Talk, *, by) -> None:
    """监护人回避 — the slip that may lie at home opens nothing any more; the number may be the guardian's. Inside the talk's lock."""
    insist_on_own(talk, by)
    talk.guardian_blocked = True
    Case.objects.filter(pk=talk.case_id).update(pin_digest="")
    contact = SafeContact.objects.get(talk=talk)
    contact.may_leave_message = False
    sealing.put(talk, contact, number="", times="", as_whom="")
    contact.save()
