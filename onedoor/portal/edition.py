"""版本 — which state of the code this server runs, as far as it can tell: residents' advocates may want to compare."""

from functools import cache

from django.conf import settings


@cache
def commit() -> str:
    """The commit that the environment names, or that the clone stands at; nothing when neither is known."""
    return settings.COMMIT or _from_clone()


def _from_clone() -> str:
    git = settings.ROOT / ".git"
    try:
        head = (git / "HEAD").read_text().strip()
        ref = head.removeprefix("ref: ")
        return head if ref == head else (git / ref).read_text().strip()
    except OSError:
        return ""
