"""您可以做 — what a resident may do with their own matter, each act only while it is open, and why not when it is not."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.cases.explaining import said_due
from onedoor.cases.queries import ClockFace
from onedoor.cases.receipts import once
from onedoor.matters import actions
from onedoor.matters.forms import RateForm
from onedoor.matters.lifecycle import Status
from onedoor.matters.limits import RESOLVED_WINDOW, REVIEW_ASK
from onedoor.matters.models import Matter
from onedoor.matters.standing import may_ask_review
from onedoor.matters.steps import open_steps
from onedoor.portal import forms

TOLD = (Status.ANSWERED, Status.CLOSED)


@dataclass(frozen=True)
class Act:
    """`step` is its name among the steps of a matter; `window` the kind of clock that must still run."""

    step: str
    form: type
    label: Promise
    note: Promise
    done: Promise
    take: Callable
    icon: str = "pen"
    window: str = ""


def _add(matter, by, said):
    return actions.note(matter, by=by, note=said["note"], papers=said["photos"])


def _rate(matter, by, said):
    return actions.rate(matter, by=by, stars=said["stars"], is_solved=said["is_solved"], note=said["note"])


ACTS = {
    "rate": Act(
        "rate",
        RateForm,
        gettext_lazy("评价"),
        gettext_lazy("解决了没有、满意不满意，您说了算。只能评一次。"),
        gettext_lazy("谢谢您的评价，已经记下。"),
        _rate,
        "star",
    ),
    "object": Act(
        "object_",
        forms.ObjectForm,
        gettext_lazy("没有解决，请再查"),
        gettext_lazy("会换一位核查人员，重新去看。"),
        gettext_lazy("已经记下，会换一位核查人员重新核查。"),
        lambda matter, by, said: actions.object_(matter, by=by, note=said["note"]),
        "flag",
        RESOLVED_WINDOW.kind,
    ),
    "review": Act(
        "ask_review",
        forms.ReviewForm,
        gettext_lazy("不服答复，申请复查"),
        gettext_lazy("由上一级另立一件来办，30日内答复您。"),
        gettext_lazy("已经申请复查。复查的进展也能在这里看到。"),
        lambda matter, by, said: actions.ask_review(matter, by=by, note=said["note"]),
        "undo",
        REVIEW_ASK.kind,
    ),
    "add": Act(
        "note",
        forms.AddForm,
        gettext_lazy("补充情况、照片"),
        gettext_lazy("还有要说的，或者要传照片。"),
        gettext_lazy("已经补充进去，办理的人看得到。"),
        _add,
        "plus",
    ),
}


def open_acts(matter: Matter, by, faces: list[ClockFace]) -> dict[str, Act]:
    """The buttons of the page."""
    steps, running = open_steps(matter, by), _running(faces)
    return {name: act for name, act in ACTS.items() if _is_open(act, matter, steps, running)}


def act_lines(open_now: dict[str, Act], faces: list[ClockFace]) -> list[dict]:
    """Each open act as a choice; one with a last day says it."""
    until = last_days(faces)
    return [
        {
            "name": name,
            "label": act.label,
            "icon": act.icon,
            "note": _("%(note)s（到%(day)s）") % {"note": act.note, "day": until[name]}
            if name in until
            else act.note,
        }
        for name, act in open_now.items()
    ]


def _is_open(act: Act, matter: Matter, steps, running) -> bool:
    if act.step not in steps or (act.window and act.window not in running):
        return False
    return not (act.step == "rate" and matter.stars)


def _running(faces) -> dict[str, ClockFace]:
    now = timezone.now()
    return {face.clock.kind: face for face in faces if face.clock.is_open and face.clock.due_at > now}


def last_days(faces) -> dict[str, str]:
    """Until when the acts with a window are open, as people say a date."""
    running = _running(faces)
    return {
        name: said_due(running[act.window].clock.due_at)
        for name, act in ACTS.items()
        if act.window in running
    }


def why_not(name: str, matter: Matter, by) -> str:
    """Why an act is not open, in one sentence."""
    status = Status(matter.status)
    if name == "add":
        return _("这件事已经办结，不能再补充。有新的情况，请另外反映一件。")
    if status not in TOLD:
        return _("现在还没有书面答复，等答复以后再来。")
    if name == "rate" and not matter.stars:
        return _("这件事由推选的代表评价，一件事评价一次。")
    if name == "rate":
        return _("这件事您已经评价过了。")
    if name == "review" and may_ask_review(matter, by):
        return _("您已经申请过复查，请看复查的进展。")
    if name == "object":
        return _(
            "答复以后%(days)s天内可以说“没有解决”，现在过了这个时间。您还可以看看能不能申请复查，或打电话、到窗口来。"
        ) % {"days": RESOLVED_WINDOW.days}
    return _(
        "收到书面答复起%(days)s天内可以申请复查，现在过了这个时间。您可以打电话、到窗口来问还有什么办法。"
    ) % {"days": REVIEW_ASK.days}


def take(name: str, matter: Matter, said: dict, *, by, key: UUID) -> None:
    """办 — the same words from the same page are one act; the second press changes nothing."""
    words = [name, str(matter.pk), *(str(value) for field, value in said.items() if field != "photos")]
    words += [f"{photo.name} {photo.size}" for photo in said.get("photos", ())]

    def do():
        ACTS[name].take(matter, by, said)
        return {"case": str(matter.case_id)}

    once(uuid5(key, "|".join(words)), words, do, by=by)
