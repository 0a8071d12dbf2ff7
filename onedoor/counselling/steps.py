"""谈话的环节 — which form and action a step is, and when it is open."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.counselling import actions, forms
from onedoor.counselling.keeping import is_held
from onedoor.counselling.lifecycle import LIFECYCLE, OPEN, OVER, Status
from onedoor.counselling.models import Talk, TalkKey


@dataclass(frozen=True)
class Step:
    """One button: what it is called, what it asks, what it does, and in which statuses."""

    label: str
    form: type
    action: Callable
    statuses: tuple[str, ...]
    hint: str = ""


MOVES = LIFECYCLE.moves
STEPS = {
    "begin": Step(MOVES["begin"].label, forms.BeginForm, actions.begin, MOVES["begin"].frm),
    "session": Step(_("写谈话记录"), forms.SessionForm, actions.write_session, (Status.TALKING,)),
    "follow_up": Step(_("约回访"), forms.FollowUpForm, actions.follow_up, OPEN),
    "contact": Step(_("改安全联系"), forms.ContactForm, actions.set_contact, OPEN),
    "report": Step(_("记依法报告"), forms.ReportForm, actions.report, OPEN, _("先打电话报告，再来记。")),
    "offer": Step(
        _("换人"), forms.OfferForm, actions.offer_handover, OPEN, _("先告诉本人。两个人办：一人交，一人接。")
    ),
    "end": Step(MOVES["end"].label, forms.EndForm, actions.end, OPEN),
    "hand_on": Step(MOVES["hand_on"].label, forms.EndForm, actions.hand_on, OPEN, _("什么也不随人转走。")),
    "block_guardian": Step(
        _("监护人回避"),
        forms.PressForm,
        actions.block_guardian,
        OPEN,
        _("监护人拿着纸条也打不开，留的号码一并删去。"),
    ),
    "hold": Step(
        _("申请暂缓销毁"),
        forms.HoldForm,
        actions.hold,
        (*OPEN, *OVER),
        _("须有法律依据，另一人同意；本人看得到。"),
    ),
    "delay": Step(
        _("申请推迟告知"),
        forms.DelayForm,
        actions.delay,
        (*OPEN, *OVER),
        _("须有法律依据，另一人同意，最多90天；本人看得到有几条推迟。"),
    ),
    "destroy": Step(_("销毁记录"), forms.PressForm, actions.destroy, OVER, _("销毁后谁也打不开。")),
}


def open_steps(talk: Talk) -> dict[str, Step]:
    """What the counsellor of this talk may do now."""
    found = {name: step for name, step in STEPS.items() if talk.status in step.statuses}
    shut = _shut(talk)
    return {name: step for name, step in found.items() if name not in shut}


def _shut(talk: Talk) -> set[str]:
    """What this talk is not asked for, or not yet, or not any more."""
    shut = set()
    has_key = TalkKey.objects.filter(talk=talk).exists()
    if talk.age == Talk.Age.ADULT or talk.guardian_blocked:
        shut.add("block_guardian")
    if not has_key:
        shut |= {"hold", "delay"}
    if not has_key or talk.kept_until is None or talk.kept_until > timezone.localdate() or is_held(talk):
        shut.add("destroy")
    return shut
