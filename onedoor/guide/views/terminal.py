"""公共法律服务终端 — ten tiles, one question a page, and an outcome that says where to turn; nothing is kept of the answers."""

from django.conf import settings
from django.urls import reverse

from onedoor.guide.qr import qr
from onedoor.guide.queries.decisions import checked, laws, stand, topics
from onedoor.guide.queries.papers import papers
from onedoor.guide.views.showing import show


def start(request):
    """从头开始 — the tiles."""
    return show(request, "terminal.html", topics=topics().values())


def ask(request, key, path=""):
    """一页一问 — a question, or where the answers lead."""
    standing = stand(key, path)
    if standing.outcome is None:
        return show(request, "terminal_question.html", at=standing, spoken=standing.node.spoken)
    forms = [papers()[one] for one in standing.outcome.forms]
    picture = qr(_on_the_phone(request, standing))
    return show(
        request, "terminal_outcome.html", at=standing, outcome=standing.outcome, forms=forms, picture=picture
    )


def _on_the_phone(request, standing) -> str:
    """The address of this page outside the hall: the house's own when it has one."""
    path = reverse("guide:ask", args=[standing.topic.key, standing.path])
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)


def law_list(request):
    """依据的法律 — which texts the pages go by."""
    return show(request, "terminal_laws.html", laws=laws().items(), checked=checked())
