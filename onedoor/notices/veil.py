"""保密事项 — what was said before a case was sealed still names its code: it is hidden from whoever is not cleared.

Notices know no case. Whoever knows them (`config`) says here, for codes, which are sealed now and how.
"""

import re
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from onedoor.notices.models import Notice

CODE = re.compile(r"(?<!\d)\d{6}-\d{3}-\d{4,}(?!\d)")
Asked = Callable[[set[str]], dict[str, str]]
_asked: list[Asked] = []


def answer_with(asked: Asked) -> None:
    """Of some codes, those of sealed cases with their secrecy; the last one named is asked."""
    _asked[:] = [asked]


def codes_in(text: str) -> set[str]:
    return set(CODE.findall(text))


def sealed_now(codes: set[str]) -> dict[str, str]:
    """Code and secrecy of those that are sealed; without codes nothing is asked."""
    return _asked[0](codes) if codes and _asked else {}


def hidden_from(actor, codes: set[str]) -> set[str]:
    """The codes that this reader's post may not read: one question for a page."""
    return {code for code, secrecy in sealed_now(codes).items() if secrecy not in actor.post.clearances}


def veiled(notices: Iterable[Notice], actor) -> list[Notice]:
    """The same notices as this reader may have them: of a sealed case neither words nor link. What is kept stays as it was said."""
    shown = list(notices)
    named = {notice.pk: codes_in(f"{notice.text} {notice.link}") for notice in shown}
    hidden = hidden_from(actor, set().union(*named.values()))
    for notice in shown:
        if named[notice.pk] & hidden:
            notice.text, notice.link = _("保密事项"), ""
    return shown
