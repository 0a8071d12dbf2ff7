"""A phone is given its two secrets, and gives them up: what is asked while its worker is signed in, and its own end."""

from django.contrib.auth import logout as sign_out
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from onedoor.field import actions
from onedoor.field.lasting import until
from onedoor.field.models import Phone
from onedoor.field.schemas import DraftsIn, PhoneIn, ShareIn
from onedoor.field.speaking import number_to_call, read
from onedoor.field.views.door import for_phones, for_whoever_has_it, in_json
from onedoor.kit.problems import NotFound
from onedoor.posts.sessions import STARTED, moment


@in_json
def phones(request):
    """启用终端 — signed in, at the post: which one is in use; and two secrets leave once."""
    return _give_out(request) if request.method == "POST" else JsonResponse({"live": _live(request.actor)})


def _live(actor) -> dict | None:
    phone = Phone.objects.live().filter(post=actor.post, staff=actor.staff).first()
    if phone is None:
        return None
    told = {"since": phone.issued_at.isoformat(), "seen": phone.seen_on.isoformat()}
    return told | {"name": phone.name, "drafts": phone.drafts}


def _give_out(request):
    """Whoever holds the phone from now on needs its PIN: being signed in would open everything without."""
    asked, post, staff = read(PhoneIn, request.body), request.actor.post, request.actor.staff
    issued = actions.issue(by=request.actor, name=asked.name, replaces=asked.replaces)
    told = {
        "phone": str(issued.phone.pk),
        "token": issued.token,
        "share": issued.share,
        "until": until(),
        "replaced": issued.replaced is not None,
        "post": {"title": str(post), "grid": post.region.code, "name": post.region.name},
        "worker": staff.name,
        "call": {"name": str(post.org), "phone": number_to_call(post)},
    }
    sign_out(request)
    return JsonResponse(told, status=201)


@in_json
def share(request):
    """再取钥匙 — after fourteen days, or after five wrong PINs; then nobody is signed in here any more."""
    wanted = read(ShareIn, request.body).phone
    phone = Phone.objects.filter(pk=wanted).first()
    if phone is None:
        raise NotFound(_("没有这部终端。"))
    since = moment(request.session, STARTED)
    key = actions.share_again(phone, signed_in_at=since, by=request.actor)
    sign_out(request)
    return JsonResponse({"share": key, "until": until()})


@for_phones
def drafts(request):
    """未发草稿 — a number, a day, and of which kinds."""
    told = read(DraftsIn, request.body)
    actions.note_drafts(
        request.phone, count=told.count, oldest=told.oldest, kinds=told.kinds, by=request.actor
    )
    return HttpResponse(status=204)


@for_whoever_has_it
def lost(request):
    """停用 — by the phone itself."""
    actions.lose(request.phone, by=request.actor)
    return _ended(request)


@for_whoever_has_it
def leave(request):
    """退出."""
    actions.leave(request.phone, by=request.actor)
    return _ended(request)


def _ended(request):
    """Whoever is signed in in the same browser is so no more."""
    sign_out(request)
    return HttpResponse(status=204)
