"""One way to show any page of the residents' door."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse

from onedoor.portal import drafting

# More than any field takes; a session is no place for a book.
LONGEST_KEPT = 20_000


def show(request, page: str, status: int = 200, **context):
    """`page` of the portal, with what every page's frame tells about the centre."""
    return render(
        request,
        f"portal/{page}",
        {"centre": settings.CENTRE, "demo": settings.DEMO, **context},
        status=status,
    )


def sent(request, files: bool = False) -> tuple:
    """What was sent with the page's form, for the form; nothing when the page is only asked for."""
    if request.method != "POST":
        return ()
    return (request.POST, request.FILES) if files else (request.POST,)


def filled(request, form_class, page: str, initial: dict):
    """The page's form: as it is sent, as it was refused a moment ago, or with what is known."""
    if request.method == "POST":
        return form_class(request.POST, initial=initial)
    said = drafting.refused(request.session, page) if "again" in request.GET else {}
    return form_class(said or None, initial=initial)


def again(request, page: str, said: dict):
    """Back to the page, which then tells what is wrong: an answer to a form must not be what “Back” leads to."""
    kept = {name: value[:LONGEST_KEPT] if isinstance(value, str) else value for name, value in said.items()}
    drafting.keep_refused(request.session, page, kept)
    return redirect(f"{reverse(f'portal:{page}')}?again=1")


def typed(form) -> dict:
    return {name: form[name].value() for name in form.fields}
