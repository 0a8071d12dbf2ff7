"""Refusals as problem documents (RFC 9457)."""

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.errors import AuthenticationError, ValidationError

from onedoor.kit.problems import Problem

TITLES = {
    "not_authenticated": gettext_lazy("令牌无效"),
    "not_allowed": gettext_lazy("无权限"),
    "not_found": gettext_lazy("不存在"),
    "not_now": gettext_lazy("状态不符"),
    "not_valid": gettext_lazy("内容不合规"),
    "too_many": gettext_lazy("次数过多"),
}


def document(status: int, code: str, detail: str, more: dict | None = None) -> JsonResponse:
    """The refusal; `more` says what exactly was wrong where."""
    said = {"type": f"/api/v1/problems#{code}", "title": TITLES.get(code, code), "status": status}
    said = {**(more or {}), **said, "detail": detail, "code": code}
    return JsonResponse(
        said, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False, "default": str}
    )


def answer_problems(api) -> None:
    """Tell the API how each kind of refusal is answered."""

    @api.exception_handler(Problem)
    def refused(request, problem):
        return document(problem.status, problem.code, str(problem.message), problem.detail)

    @api.exception_handler(AuthenticationError)
    def unknown(request, error):
        return document(401, "not_authenticated", _("请在 Authorization 头里给出有效的令牌。"))

    @api.exception_handler(ValidationError)
    def invalid(request, error):
        fields = {".".join(str(step) for step in e["loc"][1:]): e["msg"] for e in error.errors}
        return document(422, "not_valid", _("请求的内容不合规，见各字段说明。"), {"fields": fields})
