"""The phones' own entrance: who calls is said by the phone's token, what is refused is said in JSON."""

from functools import wraps
from uuid import UUID

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from onedoor.field.actions import seen
from onedoor.field.models import Phone, digest_of
from onedoor.kit.problems import NotAllowed, Problem
from onedoor.posts.actor import Actor
from onedoor.posts.tenures import held_now


class Unknown(Problem):
    """不认识 — no such phone, or not its token."""

    status, code = 401, "unknown"


class Lost(Problem):
    """已停用 — the phone was ended: it forgets everything as soon as it hears this."""

    status, code = 410, "lost"


def for_phones(view):
    """A view that a phone calls: `request.phone` and `request.actor` are set, no cookie counts."""

    @csrf_exempt
    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        request.actor = None
        try:
            request.phone = _phone_of(request.headers.get("Authorization", ""))
            request.actor = _actor_of(request.phone)
            return view(request, *args, **kwargs)
        except Problem as problem:
            return refusal(problem)

    return guarded


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
    return JsonResponse(body, status=problem.status)


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
    if found.ended_at:
        raise Lost(_("这部手机已经停用，本机的内容已清除。"))
    return found


def _actor_of(phone: Phone) -> Actor:
    """Whoever does not hold the post today sends and reads nothing; what they wrote stays on the phone until they do."""
    if not phone.staff.is_active or phone.post not in held_now(phone.staff):
        raise NotAllowed(_("您现在不在这个岗位上，暂时不能收发；本机未发的内容还在，请联系网格管理员。"))
    actor = Actor(phone.staff, phone.post)
    if not actor.holds("field.phone"):
        raise NotAllowed(_("这个岗位不使用网格移动端。"))
    seen(phone, by=actor)
    return actor
