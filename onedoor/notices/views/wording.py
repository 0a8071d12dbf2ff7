"""What residents are told at each step: read, tried out and changed by the operator."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotFound, NotValid
from onedoor.notices.actions import reword
from onedoor.notices.forms import WordingForm
from onedoor.notices.queries.words import all_words, versions_of, words_of
from onedoor.notices.wording import PLACEHOLDERS, STEPS, checked, fill, parts

# A code and a day as they look like, for the preview.
CODE, DAY = "261123-000-0012", "2026年12月1日24时"


def wordings(request):
    """告知文字 — every step of a matter's way with what is said there."""
    sample = sample_of(request.actor)
    lines = [(word, STEPS[word.verb], parts(fill(word.text, sample))) for word in all_words()]
    return render(request, "notices/wordings.html", {"lines": lines})


def word(request, verb):
    """一步的告知文字 — change it, with a look at what arrives."""
    if verb not in STEPS:
        raise NotFound(_("没有这一步的告知文字。"))
    now = words_of(verb)
    form = WordingForm(request.POST or None, initial={"text": now.text, "is_sent": now.is_sent})
    sample = sample_of(request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            reword(verb, **form.cleaned_data, by=request.actor, sample=sample)
            messages.success(request, _("已保存为新的一版，从现在起照此发送。"))
            return redirect("notices:wordings")
        except NotValid as problem:
            form.add_error("text", problem.message)
    context = {"form": form, "step": STEPS[verb], "verb": verb, "now": now, "versions": versions_of(verb)}
    context |= {"placeholders": PLACEHOLDERS, "look": look(form["text"].value() or "", sample)}
    return render(request, "notices/wording.html", context, status=422 if form.errors else 200)


def preview(request):
    """预览 — the words as they arrive, or what is wrong with them; htmx puts it under the box."""
    shown = look(request.POST.get("text", "")[:1000], sample_of(request.actor))
    return render(request, "notices/_preview.html", {"look": shown})


def look(text: str, sample: dict[str, str]) -> dict:
    try:
        arrived = fill(checked(text, sample), sample)
    except NotValid as problem:
        return {"problem": problem.message}
    return {"text": arrived, "signs": len(arrived), "parts": parts(arrived)}


def sample_of(actor) -> dict[str, str]:
    link, phone = settings.TRACK_URL, settings.CENTRE["phone"]
    return {"编号": CODE, "中心": str(actor.post.org), "电话": phone, "期限": DAY, "链接": link}
