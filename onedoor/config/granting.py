"""授权变更 — whatever is granted or taken back on a page leaves a line for the auditor: posts, below the log, cannot."""

from onedoor.api.models import Token
from onedoor.audit.actions import Kind, note
from onedoor.config.doors import PEOPLE
from onedoor.posts.models import Post, Staff, Tenure

TOKENS = {"api:issue", "api:fetch", "api:give_back", "api:revoke"}
GRANTS = TOKENS | {name for name, methods in PEOPLE.items() if "POST" in methods}
# Of what was filled in, only this is told: never a password, never a reason somebody typed.
TOLD = (
    "username",
    "post",
    "type",
    "region",
    "kind",
    "weekdays",
    "clearances",
    "since",
    "until",
    "expires_on",
)
ABOUT = {"appoint": Post, "end-tenure": Tenure, **dict.fromkeys(("fetch", "give_back", "revoke"), Token)}
LONGEST = 200


class GrantMiddleware:
    """Stands behind the doors: it sees what was let in, and what came of it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.grants = None
        response = self.get_response(request)
        if request.grants and response.status_code < 400:
            note(Kind.GRANT, by=request.actor, reason=_in_words(request, *request.grants)[:LONGEST])
        return response

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.view_name
        if request.method == "POST" and name in GRANTS:
            request.grants = (view.__doc__.split(" — ")[0], _object(name, kwargs.get("pk")))


def _object(name: str, pk) -> str:
    """Who or what it is about, as it stands before; what does not exist is refused by the page."""
    if pk is None:
        return ""
    found = ABOUT.get(name.partition(":")[2], Staff).objects.filter(pk=pk).first()
    if isinstance(found, Tenure):
        return f"{found.staff.username} {found.post}"
    return found.username if isinstance(found, Staff) else f"{found or ''}"


def _in_words(request, step: str, about: str) -> str:
    """The page and its object, then what was chosen there; who answers for a new token stands in the address."""
    chosen = [f"{key}={'、'.join(request.POST.getlist(key))}" for key in TOLD if request.POST.get(key)]
    return " ".join(filter(None, (step, about, request.get_full_path(), *chosen)))
