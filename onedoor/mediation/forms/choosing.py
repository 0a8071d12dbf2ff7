"""Fields with which a side, a session or an hour is chosen, said as a mediator says it."""

from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.kit.days import DayField
from onedoor.mediation.asked_once import once
from onedoor.mediation.models import Session, Side
from onedoor.mediation.stepping import StepForm


def said_side(side: Side | None) -> str:
    """A side by its standing and its mask; nobody is all of them, or whoever mediates."""
    return f"{side.get_standing_display()} {side.organisation or side.party.person.name_mask}" if side else ""


def sides_of(mediation) -> list[Side]:
    """The sides with their names, looked up once for the many forms of a page."""
    known = vars(mediation)
    if "sides_shown" not in known:
        known["sides_shown"] = once(mediation, "sides", lambda: list(mediation.sides.current().for_rows()))
    return known["sides_shown"]


def narrow_sides(field, among, shown: list[Side]) -> None:
    """`among` is the measure of what may be chosen; what is shown was looked up already."""
    field.queryset = among.select_related("party__person")
    field.label_from_instance = said_side
    show(field, [(side.pk, said_side(side)) for side in shown])


def show(field, choices: list) -> None:
    """What is offered; what may be chosen is asked when it comes back."""
    empty = [] if field.empty_label is None else [("", field.empty_label)]
    field.widget.choices = empty + choices


def said_session(session: Session) -> str:
    """Which, when, and with whom."""
    whom = said_side(session.side) or _("各方一起")
    words = (
        _("单独谈话第%(number)s次 %(at)s %(whom)s") if session.side else _("第%(number)s次 %(at)s %(whom)s")
    )
    return words % {
        "number": session.number,
        "at": f"{timezone.localtime(session.starts_at):%m-%d %H:%M}",
        "whom": whom,
    }


class SideField(forms.ModelChoiceField):
    """One of the sides."""

    def __init__(self, label=gettext_lazy("哪一方"), **more):
        super().__init__(Side.objects.none(), label=label, **more)

    def label_from_instance(self, obj) -> str:
        return said_side(obj)


class SessionField(forms.ModelChoiceField):
    """One of the sessions."""

    def __init__(self, label=gettext_lazy("哪一次"), **more):
        super().__init__(Session.objects.none(), label=label, **more)

    def label_from_instance(self, obj) -> str:
        return said_session(obj)


class SaidField(forms.ModelChoiceField):
    """One row of any kind, told by a function."""

    def __init__(self, said, **more):
        self.said = said
        super().__init__(None, **more)

    def label_from_instance(self, obj) -> str:
        return self.said(obj)


class SidesForm(StepForm):
    """Whatever has fields for sides and sessions: they are this mediation's. `sessions`: which of them."""

    sessions = "planned"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, SideField):
                narrow_sides(field, self.mediation.sides.current(), sides_of(self.mediation))
            elif isinstance(field, SessionField):
                narrow_sessions(field, self.mediation, self.sessions)


def narrow_sessions(field, mediation, which: str) -> None:
    """Of one sort; the many forms of a page look them up once."""
    field.queryset = found = sessions_that(mediation, which).for_rows()
    rows = once(mediation, f"sessions {which}", lambda: list(found))
    show(field, [(one.pk, said_session(one)) for one in rows])


def sessions_that(mediation, which: str):
    """The sessions of one sort."""
    sessions = mediation.sessions.all()
    return {
        "planned": sessions.planned(),
        "joint": sessions.joint().standing(),
        "with_next": sessions.filter(record__next_at__gt=timezone.now()),
        "held_alone": sessions.exclude(side=None).filter(status=Session.Status.HELD),
    }[which]


class HourField(forms.TimeField):
    """An hour of the day."""

    def __init__(self, **more):
        super().__init__(
            widget=forms.TimeInput(attrs={"type": "time", "step": "900"}, format="%H:%M"), **more
        )


class TimesForm(SidesForm):
    """Day, from, until: given on as two moments."""

    day = DayField(label=gettext_lazy("日期"))
    begin = HourField(label=gettext_lazy("几点开始"))
    until = HourField(label=gettext_lazy("几点结束"))

    def clean(self):
        told = dict(super().clean())
        day, begin, until = (told.pop(name, None) for name in ("day", "begin", "until"))
        if day and begin and until:
            told["starts_at"] = timezone.make_aware(datetime.combine(day, begin))
            told["ends_at"] = timezone.make_aware(datetime.combine(day, until))
        return told
