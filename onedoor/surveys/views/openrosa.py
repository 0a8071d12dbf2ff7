"""Collecting apps' own entrance (OpenRosa 1.0): forms out, answers in; refusals in XML and plain words."""

import base64
import binascii
from functools import wraps

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from onedoor.kit.problems import NotAllowed, NotValid, Problem, TooBig
from onedoor.posts.actor import Actor
from onedoor.posts.tenures import held_now
from onedoor.surveys import actions, formlist
from onedoor.surveys.instances import read_instance
from onedoor.surveys.limits import MOST_SENT_BYTES, MOST_XML_BYTES
from onedoor.surveys.models import AppKey, digest_of
from onedoor.surveys.queries import asking

XML, XML_PART = "text/xml; charset=utf-8", "xml_submission_file"
REALM = 'Basic realm="onedoor", charset="UTF-8"'


class Unknown(Problem):
    """不认识 — no such name, or not its password."""

    status, code = 401, "unknown"


def for_apps(view):
    """A view that a collecting app calls: who calls is said by the app password, no cookie counts."""

    @csrf_exempt
    @never_cache
    @wraps(view)
    def guarded(request, *args, **kwargs):
        request.actor = None
        try:
            request.actor = _caller(request.headers.get("Authorization", ""))
            answer = view(request, *args, **kwargs)
        except Problem as problem:
            answer = refusal(problem)
        return _headed(answer)

    return guarded


def _caller(header: str) -> Actor:
    login, words = _basic(header)
    rows = AppKey.objects.live().select_related("post__type", "post__org__region", "post__region", "staff")
    key = rows.filter(login=login, digest=digest_of(words)).first() if login else None
    if key is None or not key.staff.is_active:
        raise Unknown(_("用户名或密码不对，或已经过期：请在系统里重新生成，再扫一次二维码。"))
    if key.post not in held_now(key.staff):
        raise NotAllowed(_("您现在不在这个岗位上，暂时不能收发；没有发出的答卷还在手机里。"))
    return Actor(key.staff, key.post)


def _basic(header: str) -> tuple[str, str]:
    scheme, _space, packed = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        login, _colon, words = base64.b64decode(packed.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return (login, words) if login.isalnum() else ("", "")


def refusal(problem: Problem) -> HttpResponse:
    """In the app's own language; the house gives it, too, to what it refuses before any view."""
    body = formlist.response(str(problem.message), "submit_error")
    answer = HttpResponse(body, content_type=XML, status=problem.status)
    if problem.status == 401:
        answer["WWW-Authenticate"] = REALM
    return _headed(answer)


def _headed(answer):
    answer["X-OpenRosa-Version"] = "1.0"
    answer["X-OpenRosa-Accept-Content-Length"] = str(MOST_SENT_BYTES)
    answer["Date"] = http_date(timezone.now().timestamp())
    return answer


@for_apps
def form_list(request):
    """表单列表 — what this post is asked to fill in today; `formID` asks for one."""
    wanted = request.GET.get("formID", "")
    rows = [
        _row(request, survey)
        for survey in asking.open_to(request.actor)
        if not wanted or survey.code == wanted
    ]
    return HttpResponse(formlist.form_list(rows), content_type=XML)


def _row(request, survey) -> dict:
    version = asking.published(survey)
    told = {
        "formID": survey.code,
        "name": survey.title,
        "version": version.name,
        "hash": f"md5:{version.md5}",
        "descriptionText": survey.purpose,
        "downloadUrl": _address(request, "form", version.pk),
    }
    if version.media.exists():
        told["manifestUrl"] = _address(request, "manifest", version.pk)
    return told


def _address(request, name: str, key) -> str:
    return request.build_absolute_uri(reverse(f"surveys:openrosa_{name}", args=[key]))


@for_apps
def form(request, key):
    """一张表 — the XForm itself."""
    return HttpResponse(asking.version_for(key, request.actor).xform, content_type=XML)


@for_apps
def manifest(request, key):
    """表单附带的文件."""
    version = asking.version_for(key, request.actor)
    rows = [
        {
            "filename": medium.name,
            "hash": f"md5:{medium.md5}",
            "downloadUrl": _address(request, "medium", medium.pk),
        }
        for medium in version.media.all()
    ]
    return HttpResponse(formlist.manifest(rows), content_type=XML)


@for_apps
def medium(request, key):
    """一个附带的文件."""
    found = asking.medium_for(key, request.actor)
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name)


@for_apps
def submission(request):
    """交答卷 — HEAD asks whether one may; POST brings the XML and, in one piece or several, its photos."""
    if request.method in ("HEAD", "GET"):
        return HttpResponse(status=204, headers={"Location": _here(request)})
    if not _is_small(request.META.get("CONTENT_LENGTH") or "0"):
        raise TooBig(_("一次最多发24MB，请分几次发。"))
    sent = request.FILES.get(XML_PART)
    if sent is None:
        raise NotValid(_("没有收到答卷（%(part)s）。") % {"part": XML_PART})
    if sent.size > MOST_XML_BYTES:
        raise TooBig(_("答卷超过2MB。"))
    files = [one for name in request.FILES if name != XML_PART for one in request.FILES.getlist(name)]
    actions.take_in(read_instance(sent.read()), files, by=request.actor)
    body = formlist.response(_("已收到，谢谢。"), "submit_success")
    return HttpResponse(body, content_type=XML, status=201, headers={"Location": _here(request)})


def _is_small(length: str) -> bool:
    return length.isdecimal() and int(length) <= MOST_SENT_BYTES


def _here(request) -> str:
    return request.build_absolute_uri(request.path)
