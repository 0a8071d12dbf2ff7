"""填表打印 — typed on the page, printed on paper, and gone: no table, no session and no log has any of it."""

from django.views.decorators.debug import sensitive_post_parameters

from onedoor.guide.queries.papers import filled, find_paper, papers
from onedoor.guide.views.showing import show


def paper_list(request):
    """有哪些表 — to fill here, or to take away empty."""
    return show(request, "papers.html", papers=papers().values())


@sensitive_post_parameters()
def fill(request, key):
    """填写 — empty, or with what one comes back with from the print to change it."""
    return show(request, "paper_fill.html", paper=filled(find_paper(key), request.POST))


@sensitive_post_parameters()
def paper(request, key):
    """打印 — the sheet: with what was typed, or empty to write on by hand."""
    return show(request, "paper_print.html", paper=filled(find_paper(key), request.POST))
