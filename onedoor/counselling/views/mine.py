"""本人查看 — with code and PIN each time: nothing is kept in the browser that somebody else could come back to."""

from onedoor.audit.origin import origin
from onedoor.cases.keys import open_with_pin
from onedoor.counselling.forms import MineForm
from onedoor.counselling.queries.openings import of_code, told_to_the_person
from onedoor.counselling.views.showing import show
from onedoor.kit.problems import NotFound, NotValid, TooMany


def mine(request):
    """谁打开过 — for the person concerned."""
    form = MineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_with_pin(**form.cleaned_data, address=origin().address)
            return show(request, "mine_told.html", **told_to_the_person(of_code(opened.case)))
        except (NotValid, NotFound, TooMany) as problem:
            form.add_error(None, problem.message)
    return show(request, "mine.html", 422 if form.errors else 200, form=form)
