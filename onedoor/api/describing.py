"""The description of the interface (OpenAPI 3.1): what ninja draws, and what every address shares."""

from http.client import responses

from django.utils import translation
from django.utils.translation import gettext_noop
from ninja import NinjaAPI

from onedoor.api.problems import CODES, PROBLEM_JSON
from onedoor.api.schemas import ProblemOut

PATH = "/api/v1/"
ALWAYS = ("problem", "not_authenticated", "not_allowed", "not_valid", "too_many", "broken", "not_logged")
OF_ONE = ("not_found",)
OF_POST = ("not_readable", "not_found", "not_now", "too_big")
TAGS = [
    {"name": "事项", "description": "登记、查看、补充材料 — taking in, reading, adding papers"},
    {
        "name": gettext_noop("步骤"),
        "description": "办理事项的每一步，与网页相同 — the steps of a matter, as on the page",
    },
    {"name": gettext_noop("代码"), "description": "分类与区域的代码 — codes of categories and places"},
]
WORDS = """\
各步骤与网页相同，令牌属于岗位：岗位能做什么、看到多远，接口就能做什么、看到多远。
每个 POST 都带 `Idempotency-Key`（UUID）：同一个键、同样的内容重发，得到第一次的回答。
时间为 ISO 8601，带时区。没有列出的字段一律拒绝。拒绝的回答是问题文档（RFC 9457），`code` 见 /api/v1/problems。

The same steps as on the pages. A token belongs to a post: what the post may do and how far it sees, the token may and does.
Every POST carries an `Idempotency-Key` (UUID): the same key with the same content is given the first answer again.
Times are ISO 8601 with an offset. Fields that are not listed are refused. Refusals are problem documents (RFC 9457).
"""


class Described(NinjaAPI):
    """一扇门开放接口 — with its refusals described once for all addresses."""

    def get_openapi_schema(self, *, path_prefix=None, path_params=None):
        """The same every time, whoever asks in whatever language, so that it can be kept and compared."""
        with translation.override("zh-hans"):
            return self._drawn(
                super().get_openapi_schema(path_prefix=path_prefix or PATH, path_params=path_params)
            )

    def _drawn(self, schema):
        schema["tags"] = TAGS
        components = schema["components"]
        components["schemas"]["ProblemOut"] = ProblemOut.model_json_schema()
        components["securitySchemes"]["TokenAuth"]["description"] = (
            "由安全管理员签发，形如 od_…；放在 Authorization: Bearer 之后"
        )
        components["responses"] = {code: _response(code) for code in CODES}
        for path, methods in schema["paths"].items():
            for method, operation in methods.items():
                operation["responses"] = _all_responses(operation["responses"], path, method)
        return schema


def _response(code: str) -> dict:
    status, title, _meaning = CODES[code]
    example = {
        "type": f"/api/v1/problems#{code}",
        "title": str(title),
        "status": status,
        "detail": "……",
        "code": code,
        "fields": {},
    }
    content = {"schema": {"$ref": "#/components/schemas/ProblemOut"}, "example": example}
    return {"description": f"{title}（{code}）", "content": {PROBLEM_JSON: content}}


def _all_responses(own: dict, path: str, method: str) -> dict:
    """Statuses as text, in order: the address's own, then its refusals."""
    codes = [*ALWAYS, *(OF_ONE if "{" in path else ()), *(OF_POST if method == "post" else ())]
    shared = {str(CODES[code][0]): {"$ref": f"#/components/responses/{code}"} for code in codes}
    told = {
        str(status): {**answer, "description": _own_words(status, answer)} for status, answer in own.items()
    }
    return dict(sorted({**shared, **told}.items()))


def _own_words(status, answer) -> str:
    return (
        {"200": "成功", "201": "已登记", "304": "没有变化"}.get(str(status))
        or answer.get("description")
        or responses[int(status)]
    )
