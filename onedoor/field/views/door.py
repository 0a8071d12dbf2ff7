"""The phones' own entrance: who calls is said by the phone's token, what is refused is said in JSON."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from onedoor.field.actions import seen
from onedoor.field.models import Phone, digest_of
from onedoor.field.refusals import Gone, Lost, Replaced, Unknown
from onedoor.field.rush import ANSWERING
from onedoor.field.standing import has_gone
from onedoor.kit.problems import NotAllowed, Problem
from onedoor.posts.actor import Actor
from onedoor.posts.tenures import held_now

# With the answer to a phone that was ended: a browser that knows this empties what belongs to us without the app.
EMPTY_ALL = '"cache", "cookies", "storage"'


def calls(actor_of: Callable[[Phone], Actor]):
    """A view that a phone calls: `request.phone` and `request.actor` are set, no cookie counts."""

    def guard(view):
        @csrf_exempt
        @never_cache
        @wraps(view)
        def guarded(request, *args, **kwargs):
            request.actor = None
            try:
                with ANSWERING:
                    request.phone = _phone_of(request.headers.get("Authorization", ""))
                    request.actor = actor_of(request.phone)
                    return view(request, *args, **kwargs)
            except Problem as problem:
                return refusal(problem)

        return guarded

    return guard


def in_json(view):
    """A view that the phone calls while its worker is signed in."""

    @never_cache
    @wraps(view)
    def told(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Problem as problem:
            return refusal(problem)

    return told


def refusal(problem: Problem) -> JsonResponse:
    detail = {key: told for key, told in problem.detail.items() if key in ("field", "ref", "have")}
    body = {"code": problem.code, "words": str(problem.message), "detail": detail}
    answer = JsonResponse(body, status=problem.status)
    if isinstance(problem, Lost):
        answer["Clear-Site-Data"] = EMPTY_ALL
    return answer


def _phone_of(header: str) -> Phone:
    scheme, _space, words = header.partition(" ")
    key, _dot, token = words.partition(".")
    try:
        wanted = UUID(key) if scheme == "Phone" else None
    except ValueError:
        wanted = None
    found = Phone.objects.whole().filter(pk=wanted, digest=digest_of(token)).first() if wanted else None
    if found is None:
        raise Unknown(_("这部手机没有登记，请重新登录。"))
    if not found.is_heard:
        raise Lost(_("这部手机已经停用，本机的内容已清除。"))
    return found


def _whoever_has_it(phone: Phone) -> Actor:
    """To end a phone one needs no more than the phone."""
    return Actor(phone.staff, phone.post)


def _still_here(phone: Phone) -> Actor:
    """Whoever does not hold the post today sends and reads nothing; what they wrote stays on the phone."""
    if has_gone(phone):
        raise Gone(_("您现在不在这个岗位上，不能收发；本机未发的内容还在，请联系网格管理员。"))
    if phone.post not in held_now(phone.staff):
        raise NotAllowed(_("您今天不在这个岗位上，到岗那天再收发；本机未发的内容还在。"))
    actor = Actor(phone.staff, phone.post)
    seen(phone, by=actor)
    return actor


def _in_use(phone: Phone) -> Actor:
    """The phone that the worker has now: one that it took the place of is given nothing more."""
    if phone.ended_at:
        raise Replaced(_("您已经换了新手机。这一部发完还没发的内容，就会清空。"))
    return _still_here(phone)


for_phones = calls(_in_use)
for_what_was_kept = calls(_still_here)
for_whoever_has_it = calls(_whoever_has_it)
