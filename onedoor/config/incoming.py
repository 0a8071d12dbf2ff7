"""What no request may be: larger than anything we ask for, or with a sign in it that no text has. Refused before any page."""

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from onedoor.config.middleware import answer
from onedoor.kit.problems import Problem, TooBig

MB = 1024 * 1024
# Five photos of the largest kind and some words; anything but files is short.
MOST_WITH_FILES, MOST = 120 * MB, 5 * MB
NUL = "\0"


class IncomingMiddleware:
    """Stands after the language is known, for the sentence, and before anything reads the body."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            _refuse_large(request)
            _refuse_unreadable(request)
        except Problem as problem:
            return answer(request, problem)
        return self.get_response(request)


def _refuse_large(request) -> None:
    """By what the caller says: the server hands over no more than that."""
    told = request.META.get("CONTENT_LENGTH") or ""
    size = int(told) if told.isdecimal() and len(told) < 20 else 0
    has_files = request.content_type == "multipart/form-data"
    if size > MOST_WITH_FILES or len(told) >= 20:
        raise TooBig(
            _("一次发来的文件太大，合起来最多%(most)sMB，请分几次传。") % {"most": MOST_WITH_FILES // MB}
        )
    if size > MOST and not has_files:
        raise TooBig(_("一次发来的内容太多，最多%(most)sMB，请分几次发。") % {"most": MOST // MB})


def _refuse_unreadable(request) -> None:
    """NUL is the one sign that the database keeps in no text; it comes only from programs that try."""
    if NUL in "".join((request.path, *request.COOKIES.values())) or _has_nul(_read(request, "GET")):
        raise _unreadable()
    # The API's schemas look at its bodies, once they know who is calling.
    if request.method == "POST" and not request.path.startswith("/api/") and _has_nul(_read(request, "POST")):
        raise _unreadable()


def _read(request, where: str):
    try:
        return request.GET if where == "GET" else request.POST
    except RequestDataTooBig as error:
        raise TooBig(_("一次发来的内容太多，最多%(most)sMB，请分几次发。") % {"most": MOST // MB}) from error
    except (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError) as error:
        raise _unreadable() from error


def _has_nul(fields) -> bool:
    return any(NUL in text for name, texts in fields.lists() for text in (name, *texts))


def _unreadable() -> Problem:
    return Problem(_("发来的内容读不出来，或有不能识别的字符，请检查后再试。"))
