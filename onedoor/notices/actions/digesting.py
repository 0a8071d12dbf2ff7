"""Keeping the digest of a unit's day, and saying that it is there."""

from django.db import transaction
from django.utils import timezone

from onedoor.notices.actions.telling import tell
from onedoor.notices.channels import is_connected
from onedoor.notices.models import Channel, Delivery, Digest, Subscription


@transaction.atomic
def keep_digest(org, day, parts: list[dict], *, by) -> Digest:
    """每日摘要 — once a day and unit, told only when there is something to say."""
    parts, now = [part for part in parts if part["count"]], timezone.now()
    digest, is_new = Digest.objects.get_or_create(org=org, day=day, defaults={"parts": parts, "at": now})
    # That there was nothing to say is kept, too: what comes up at noon waits for tomorrow's.
    if not is_new or not parts:
        return digest
    head = "，".join(f"{part['title']}{part['count']}件" for part in parts)
    tell(org, f"今天：{head}", key=f"digest-{day}", link=f"/notices/digests/{day}/")
    told = Subscription.objects.filter(org=org, is_on=True).exclude(email="").first()
    if told and is_connected(Channel.EMAIL):
        Delivery.objects.get_or_create(
            effect=f"digest-{day}",
            channel=Channel.EMAIL,
            staff=None,
            person=None,
            org=org,
            defaults={"text": _letter(org, day, parts, head), "made_at": now, "next_at": now},
        )
    return digest


def _letter(org, day, parts: list[dict], head: str) -> str:
    """Codes and dates only: an office mailbox has many readers."""
    lines = [f"{org} {day:%Y年%m月%d日}待办摘要：{head}"]
    for part in parts:
        lines += ["", f"{part['title']} {part['count']}件"]
        lines += [f"  {line['code']} {line['label']}（{line['due']}）" for line in part["lines"]]
        if rest := part["count"] - len(part["lines"]):
            lines.append(f"  另有{rest}件（含保密事项），请登录查看。")
    return "\n".join(lines)
