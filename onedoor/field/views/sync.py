"""What a phone says and asks over the line; the protocol is drawn in docs/phone.md."""

import json

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page

from onedoor.field import actions
from onedoor.field.lasting import until
from onedoor.field.limits import MOST_BODY
from onedoor.field.models import Upload
from onedoor.field.queries.feed import cards_for, feed_of
from onedoor.field.queries.ground import ground_of
from onedoor.field.queries.photos import awaited, have
from onedoor.field.schemas import ItemsIn
from onedoor.field.speaking import answer_of, number_to_call, read
from onedoor.field.views.door import for_phones, for_what_was_kept
from onedoor.kit.problems import NotFound, NotValid, TooBig


@for_what_was_kept
def items(request):
    """收件 — up to fifty at a time, in order."""
    if len(request.body) > MOST_BODY:
        raise TooBig(_("一次发得太多，请分几次发。"))
    taken = actions.take(request.phone, read(ItemsIn, request.body).items, by=request.actor)
    told = Upload.objects.filter(pk__in=[one.pk for one in taken])
    known = told.select_related("case").prefetch_related("photos").in_bulk()
    call = number_to_call(request.actor.post)
    answers = [answer_of(known[one.pk], call=call, cards=cards_for(known[one.pk])) for one in taken]
    body = {"at": timezone.localtime().isoformat(), "answers": answers, "until": until()}
    return JsonResponse(body)


@for_what_was_kept
def photo(request, sha256):
    """照片 — how much of it has come, and the next piece."""
    if request.method == "HEAD":
        if not awaited(sha256, request.actor):
            raise NotFound(_("没有等着收的这张照片。"))
        return HttpResponse(headers={"X-Have": str(have(sha256, request.actor))})
    offset = request.GET.get("offset", "")
    if not offset.isascii() or not offset.isdecimal() or len(offset) > 9:
        raise NotValid(_("请说明从哪里接着传。"), field="offset")
    sent, is_whole = actions.put_piece(sha256, int(offset), request.body, by=request.actor)
    status = 200 if is_whole or have(sha256, request.actor) else 422
    return JsonResponse({"have": sent if status == 200 else 0, "done": is_whole}, status=status)


@gzip_page
@for_phones
def feed(request):
    """下发 — what is new since the phone last asked."""
    told = feed_of(request.actor, since=request.GET.get("since", ""))
    etag = f'"{told.pop("mark")}"'
    told |= {"at": timezone.localtime().isoformat(), "until": until()}
    fresh = HttpResponse(json.dumps(told, ensure_ascii=False), content_type="application/json")
    fresh["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=fresh) or fresh


@gzip_page
@for_phones
def ground(request):
    """地图 — the grid, its neighbours and what they are called."""
    body, etag = ground_of(request.actor.post.region)
    fresh = HttpResponse(body, content_type="application/geo+json")
    fresh["ETag"] = f'"{etag}"'
    return get_conditional_response(request, etag=f'"{etag}"', response=fresh) or fresh
