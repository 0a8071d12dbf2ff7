"""吹哨的通知 — who is told what of a whistle: units that are called, the host that waits for them, whoever is above the late one.

Errands, all of them: safe to repeat, since a unit is told once of one event.
"""

from onedoor.cases.models import Case
from onedoor.notices.actions import tell
from onedoor.posts.given import system_actor
from onedoor.posts.models import Org
from onedoor.supervision import actions as supervision
from onedoor.supervision.lifecycle import Rung
from onedoor.whistles import actions as whistles
from onedoor.whistles.limits import CALL
from onedoor.whistles.models import Unit, Whistle

# The rule of supervision about calls.
SILENT = "silent"

# After these a unit that was only called has no part any more, and could not open what it is told of.
OVER = ("whistle.ended", "whistle.called_off")


def is_call(event) -> bool:
    """A clock that belongs to a call: its ringing concerns that unit and its host, not everybody who has a part."""
    return event.facts.get("kind") == CALL


def tell_called(event):
    """通知应哨单位 — called from the beginning, or called in addition."""
    whistle = _whistle(event)
    for call in whistle.calls.select_related("org").filter(org__code__in=event.facts["units"]):
        _say(
            event,
            whistle,
            call.org,
            f"吹哨：{whistle.host}请贵单位到场，请在{whistle.count}{_unit(whistle)}内答复",
        )


def tell_named(event):
    """通知有关应哨单位 — what the host decided about it alone."""
    whistle = _whistle(event)
    _say(event, whistle, Org.objects.get(code=event.facts["org"]), event.label)


def tell_all_called(event):
    """通知全体应哨单位 — the whistle is called off or over."""
    whistle = _whistle(event)
    for call in whistle.calls.select_related("org"):
        _say(event, whistle, call.org, event.label)


def tell_ordered(event):
    """传达指令 — an order of the log, to the unit it names or to everybody."""
    if event.facts["kind"] != "order":
        return
    whistle, to = _whistle(event), event.facts["to"]
    calls = whistle.calls.select_related("org")
    for call in calls.filter(org__code=to) if to else calls:
        if call.is_expected:
            _say(event, whistle, call.org, "联办指令")


def tell_host(event):
    """通知吹哨单位 — a unit has answered."""
    whistle = _whistle(event)
    _say(event, whistle, whistle.host, f"{event.post.org}{event.label}")


def ring_call(event):
    """应哨到点 — near: the unit is reminded; missed: the call is marked late, from which the rest follows."""
    if not is_call(event):
        return
    org = Org.objects.get(pk=event.facts["org"])
    if event.verb == "deadline.missed":
        whistles.mark_late(event.case, org.pk, by=system_actor().as_reaction())
        return
    whistle = Whistle.objects.going_on().filter(case=event.case, calls__org=org).order_by("-blown_at").first()
    if whistle:
        _say(event, whistle, org, "应哨答复即将到期")


def tell_late(event):
    """应哨超时上报 — the unit itself, the host, and the unit above it or the district's centre."""
    whistle, org = _whistle(event), Org.objects.select_related("parent").get(code=event.facts["org"])
    above = org.parent or Org.objects.filter(kind=Org.Kind.CENTRE).order_by("pk").first()
    for told in {org, whistle.host, above} - {None}:
        _say(event, whistle, told, f"{org}应哨超时")


def supervise_late(event):
    """应哨超时催办 — a rule of supervision that a district may switch off; not when the unit has answered since."""
    call = _whistle(event).calls.select_related("org").get(org__code=event.facts["org"])
    if call.is_waiting:
        by = system_actor().as_reaction()
        supervision.raise_by_rule(event.case, call.org, SILENT, by=by, occurrence=str(event.pk))


def end_late(event):
    """应哨后解除催办 — the unit has answered or come, or need not any more; without a unit: the whistle is over."""
    org = Org.objects.filter(code=event.facts.get("org", "")).first()
    told = {"reason": event.label, "org": org, "rungs": (Rung.REMINDER,), "rule": SILENT}
    supervision.lift_all(event.case, by=system_actor().as_reaction(), **told)


def _whistle(event) -> Whistle:
    return Whistle.objects.select_related("host").get(pk=event.about.partition(":")[2])


def _unit(whistle: Whistle) -> str:
    return {Unit.MINUTES: "分钟", Unit.HOURS: "小时", Unit.WORKING: "个工作日"}[Unit(whistle.unit)]


def _say(event, whistle: Whistle, org: Org, words: str) -> None:
    """A notice is read by everybody of the unit: it names the case, never its words, and of a sealed one not even its code.

    What is answered within hours rings those who asked for it; a working day can wait for the digest.
    """
    key, urgent = str(event.pk), whistle.unit != Unit.WORKING
    if event.case.secrecy != Case.Secrecy.NORMAL:
        tell(org, f"{words}：一件保密事项，请有密级权限的同事到“我的工作”办理", key=key, urgent=urgent)
    else:
        stays = org == whistle.host or event.verb not in OVER
        link = f"/whistles/{whistle.pk}/" if stays else ""
        tell(org, f"{words}：{event.case.code}", key=key, link=link, urgent=urgent)
