"""Refusals as problem documents (RFC 9457)."""

import logging

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.errors import AuthenticationError, HttpError, ValidationError

from onedoor.api.wording import sentences
from onedoor.kit.problems import NotFound, Problem

log = logging.getLogger(__name__)
PROBLEM_JSON = "application/problem+json"

# code: (status, title, what it means and what to do). A code keeps its meaning for ever; one that is given up is not used again.
CODES = {
    "problem": (400, gettext_lazy("无法办理"), gettext_lazy("请求不能办理，原因见 detail。")),
    "not_readable": (400, gettext_lazy("读不懂"), gettext_lazy("请求不是合格的 JSON 或表单，请检查格式和编码（UTF-8）。")),
    "not_authenticated": (
        401,
        gettext_lazy("令牌无效"),
        gettext_lazy("没有令牌、令牌已到期或已吊销，或责任人已离岗。请联系签发令牌的安全管理员。"),
    ),
    "not_allowed": (403, gettext_lazy("无权限"), gettext_lazy("令牌所属岗位没有这项权限，或这件事不在承办环节。已记入日志。")),
    "not_found": (404, gettext_lazy("不存在"), gettext_lazy("没有这件事或这个地址，或不在本岗位的范围内：两者回答相同。")),
    "not_supported": (405, gettext_lazy("方法不符"), gettext_lazy("这个地址不接受这种方法，可用的方法见 Allow 头。")),
    "not_now": (409, gettext_lazy("状态不符"), gettext_lazy("这一步现在不能办理，可能刚刚有人办理过。请重新查看后再决定，不要原样重试。")),
    "too_big": (413, gettext_lazy("太大"), gettext_lazy("请求超过了大小限制，请分批发送或压缩附件。")),
    "not_valid": (422, gettext_lazy("内容不合规"), gettext_lazy("哪个字段不对、怎样改，见 fields。改好后换一个新的 Idempotency-Key 再发。")),
    "too_many": (429, gettext_lazy("次数过多"), gettext_lazy("请按 Retry-After 头的秒数等待后再试。")),
    "broken": (500, gettext_lazy("系统出错"), gettext_lazy("系统内部出错，没有任何改动。可用同一个 Idempotency-Key 稍后重试。")),
    "not_logged": (503, gettext_lazy("无法记录"), gettext_lazy("查阅日志暂时写不进去，因此不给出数据。请稍后重试。")),
}  # fmt: skip


def document(code: str, detail: str, *, fields: dict | None = None, status: int = 0) -> JsonResponse:
    """The refusal; `fields` says what is wrong where."""
    usual, title, _meaning = CODES[code]
    said = {
        "type": f"/api/v1/problems#{code}",
        "title": str(title),
        "status": status or usual,
        "detail": detail,
        "code": code,
        "fields": fields or {},
    }
    return JsonResponse(
        said, status=said["status"], content_type=PROBLEM_JSON, json_dumps_params={"ensure_ascii": False}
    )


def refusal(problem: Problem) -> JsonResponse:
    """What the rules refused. Of the details only what names a field or a time to wait leaves the house."""
    told, message = problem.detail, str(problem.message)
    code = problem.code if problem.code in CODES else "problem"
    if isinstance(problem, NotFound) and not message:
        message = _("这里什么也没有，或不在本岗位的范围内。")
    # `key`: an Idempotency-Key that was used before for something else.
    named = told.get("field") or ("Idempotency-Key" if "key" in told else "")
    fields = told.get("fields") or ({named: [message]} if named else {})
    answer = document(code, message, fields=fields, status=problem.status)
    if "seconds" in told:
        answer["Retry-After"] = told["seconds"]
    return answer


def not_supported(methods) -> JsonResponse:
    """The address is there, but not for this method."""
    answer = document("not_supported", _("这个地址不接受这种方法。"))
    answer["Allow"] = ", ".join(sorted(methods))
    return answer


def answer_problems(api) -> None:
    """Tell the API how each kind of refusal is answered."""
    api.add_exception_handler(Problem, lambda request, problem: refusal(problem))
    api.add_exception_handler(Http404, lambda request, error: refusal(NotFound()))
    api.add_exception_handler(AuthenticationError, _unknown_caller)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _unreadable)
    api.add_exception_handler(SuspiciousOperation, _unreadable)
    api.add_exception_handler(Exception, _broken)


def _unknown_caller(request, error):
    answer = document("not_authenticated", _("请在 Authorization 头里给出有效的令牌。"))
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def _invalid(request, error):
    return document("not_valid", _("请求的内容不合规，见各字段说明。"), fields=sentences(error.errors))


def _unreadable(request, error):
    if isinstance(error, RequestDataTooBig):
        return document("too_big", _("请求太大，请分批发送。"))
    return document("not_readable", _("请求不是合格的 JSON 或表单，请检查格式和编码（UTF-8）。"))


def _broken(request: HttpRequest, error):
    log.error("%s %s", request.method, request.path, exc_info=error)
    return document("broken", _("系统内部出错，没有任何改动，请稍后重试。"))
