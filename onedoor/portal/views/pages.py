"""Pages that tell: the door, how to use it, what becomes of personal data, and how far all this can be trusted."""

from onedoor.kit.forbidden import KINDS
from onedoor.portal import drafting, notice
from onedoor.portal.edition import commit
from onedoor.portal.mediating import own_mediations
from onedoor.portal.tracking import mine_told
from onedoor.portal.views.showing import show
from onedoor.portal.visiting import visitor


def start(request):
    """首页 — three big choices."""
    by = visitor(request.session) if request.session.session_key else None
    context = {"mine": mine_told(by), "mediations": own_mediations(by)} if by else {}
    return show(request, "start.html", **context, draft=drafting.sheet(request.session).body)


def help_page(request):
    """怎么用 — a page for reading, or for having read aloud."""
    return show(request, "help.html")


def privacy(request):
    """隐私告知 — the same words as before the first field, and a little more."""
    return show(request, "privacy.html", text=notice.TEXT, version=notice.VERSION)


def trust(request):
    """凭什么信 — what is never collected, which code runs, and what no software can promise."""
    return show(request, "trust.html", never=[kind.why for kind in KINDS], commit=commit())
