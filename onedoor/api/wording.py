"""What is wrong with a field, in the reader's language: the type checker's findings as plain sentences."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SAYINGS = {
    "missing": gettext_lazy("必须填写。"),
    "extra_forbidden": gettext_lazy("没有这个字段，请检查字段名。"),
    "string_too_short": gettext_lazy("至少%(min_length)s个字。"),
    "string_too_long": gettext_lazy("最多%(max_length)s个字。"),
    "string_type": gettext_lazy("须是文字。"),
    "string_pattern_mismatch": gettext_lazy("格式不对，或含有不能接收的字符。"),
    "string_unicode": gettext_lazy("含有不能接收的字符。"),
    "too_short": gettext_lazy("至少%(min_length)s项。"),
    "too_long": gettext_lazy("最多%(max_length)s项。"),
    "list_type": gettext_lazy("须是列表。"),
    "literal_error": gettext_lazy("只能是：%(expected)s。"),
    "enum": gettext_lazy("只能是：%(expected)s。"),
    "greater_than_equal": gettext_lazy("不能小于%(ge)s。"),
    "less_than_equal": gettext_lazy("不能大于%(le)s。"),
    "timezone_aware": gettext_lazy("时间须带时区，例如 2026-03-02T09:30:00+08:00。"),
    "finite_number": gettext_lazy("须是普通的数。"),
}
# Findings that come in many variants, by how their names begin.
KINDS = (
    (("int",), gettext_lazy("须是整数。")),
    (("float",), gettext_lazy("须是数。")),
    (("bool",), gettext_lazy("须是 true 或 false。")),
    (("datetime", "date"), gettext_lazy("须是 ISO 8601 时间，带时区，例如 2026-03-02T09:30:00+08:00。")),
    (("uuid",), gettext_lazy("须是 UUID，例如 0198f2a4-6c1e-7d3b-9a55-2f1c7c9e4b10。")),
    (("model", "dict"), gettext_lazy("须是一个对象。")),
)


def sentences(findings) -> dict[str, list[str]]:
    """Field → what is wrong with it; a field inside another as `matters.0.body`."""
    fields = defaultdict(list)
    for finding in findings:
        fields[_where(finding["loc"])].append(_saying(finding))
    return dict(fields)


def form_sentences(errors) -> dict[str, list[str]]:
    """The same of a form: what is wrong with all of it stands under `_`."""
    return {("_" if name == "__all__" else name): [str(one) for one in said] for name, said in errors.items()}


def _where(loc) -> str:
    """Without where the type checker starts from (`body`, `query`, …) and the name of the body's own parameter."""
    steps = [str(step) for step in loc[1:]]
    return ".".join(steps[1:] if loc[0] == "body" and len(steps) > 1 else steps) or "_"


def _saying(finding) -> str:
    kind = finding["type"]
    if kind in SAYINGS:
        return str(SAYINGS[kind]) % finding.get("ctx", {})
    for starts, words in KINDS:
        if kind.startswith(starts):
            return str(words)
    return _("填写不正确：%(why)s") % {"why": finding["msg"]}
