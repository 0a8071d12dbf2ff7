"""The page of a mediation is a frame with tabs; each tab shows its part and the steps that belong to it."""

from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.cases.receipts import fingerprint, once, was_done
from onedoor.kit.problems import NotFound, Problem
from onedoor.mediation.asked_once import keep_answers
from onedoor.mediation.queries.mediations import find
from onedoor.mediation.reading import note_seen
from onedoor.mediation.stepping import open_steps, shown_first
from onedoor.mediation.steps import TABS as STEPS

# The tabs in the order in which they stand: the URL name and what is written on it.
TABS = (
    ("one", gettext_lazy("概况")),
    ("sessions", gettext_lazy("调解会")),
    ("drawers", gettext_lazy("各方抽屉")),
    ("offers", gettext_lazy("证据与方案")),
    ("agreement", gettext_lazy("协议与履行")),
    ("volume", gettext_lazy("卷宗")),
)


@dataclass(frozen=True)
class Tab:
    """`told(mediation, actor)` gives what its template shows beside the frame."""

    name: str
    template: str
    told: object

    def page(self, request, code):
        """The page."""
        return self._shown(request, find(code, request.actor))

    def press(self, request, code, name):
        """办一步 — one press, or a small form that stands on the page."""
        mediation, steps = find(code, request.actor), STEPS[self.name]
        if name not in steps:
            raise NotFound(_("没有这一步。"))
        step, key = steps[name], _key_of(request, name)
        if was_done(key, by=request.actor):
            return self._done(
                request, code, _("刚才已经办过：%(step)s，没有再办一次。") % {"step": step.label}
            )
        form = step.asked(request.POST, request.FILES, mediation=mediation, prefix=name)
        if not form.is_valid():
            return self._shown(request, mediation, 422, **{name: form})
        try:
            _take_once(key, step, mediation, form, by=request.actor)
        except Problem as problem:
            if name not in open_steps(steps, find(code, request.actor), request.actor):
                raise
            named = problem.detail.get("field")
            form.add_error(named if named in form.fields else None, problem.message)
            return self._shown(request, mediation, problem.status, **{name: form})
        return self._done(request, code, _("已办理：%(step)s。") % {"step": step.label})

    def _done(self, request, code, words):
        messages.success(request, words)
        return redirect(f"mediation:{self.name}", code)

    def _shown(self, request, mediation, status=200, **refused):
        keep_answers(mediation)
        steps = open_steps(STEPS[self.name], mediation, request.actor)
        forms = {name: step.asked(mediation=mediation, prefix=name) for name, step in steps.items()} | refused
        context = {
            "mediation": mediation,
            "case": mediation.case,
            "tabs": [(f"mediation:{name}", label, name == self.name) for name, label in TABS],
            "address": f"mediation:{self.name}_step",
            "key": uuid4(),
        }
        rows = [(name, step, forms[name], name in refused) for name, step in steps.items()]
        context["steps"], context["more"] = shown_first(rows)
        context["is_more_open"] = any(is_open for *_step, is_open in context["more"])
        context |= self.told(mediation, request.actor)
        note_seen(mediation, by=request.actor)
        return render(request, self.template, context, status=status)


def _key_of(request, name: str) -> UUID:
    """Of this press: of the page it was filled in on, and of its words. The way back and other words are another press."""
    try:
        page = UUID(request.POST.get("key", ""))
    except ValueError:
        page = uuid4()
    said = sorted((field, words) for field, words in request.POST.lists() if field != "csrfmiddlewaretoken")
    files = [(file.name, file.size) for _field, several in request.FILES.lists() for file in several]
    return uuid5(page, fingerprint([name, said, files]))


def _take_once(key: UUID, step, mediation, form, *, by) -> None:
    def do() -> dict:
        step.take(mediation, form, by=by)
        return {}

    once(key, str(key), do, by=by)
