"""调解会和方案的流程 — what becomes of a session and of an offer: a table each, beside the mediation's own."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onedoor.kit.lifecycle import Lifecycle, Move

HANDLE, MEDIATE = "case.see", "mediation.mediate"


class SessionStatus(models.TextChoices):
    """调解会状态 — what became of it."""

    PLANNED = "planned", _("已安排")
    HELD = "held", _("已开")
    MOVED = "moved", _("已改期")
    OFF = "off", _("已取消")


class OfferStatus(models.TextChoices):
    """方案状态 — where it stands."""

    KEPT = "kept", _("未转告（只有提出方和调解员知道）")
    TOLD = "told", _("已转告，等答复")
    ACCEPTED = "accepted", _("已接受")
    REFUSED = "refused", _("没有接受")
    LAPSED = "lapsed", _("过期失效")
    BACK = "back", _("已收回")


S, F = SessionStatus, OfferStatus
SESSION_OVER = (S.HELD, S.MOVED, S.OFF)
OFFER_OVER = (F.ACCEPTED, F.REFUSED, F.LAPSED, F.BACK)
OPEN_OFFER = (F.KEPT, F.TOLD)

SESSION = Lifecycle(
    S,
    hold=Move(_("开调解会"), (S.PLANNED,), S.HELD, MEDIATE, "mediation.session_held"),
    move=Move(_("调解会改期"), (S.PLANNED,), S.MOVED, HANDLE, "mediation.session_moved"),
    call_off=Move(_("取消调解会"), (S.PLANNED,), S.OFF, HANDLE, "mediation.session_off"),
)

OFFER = Lifecycle(
    F,
    tell=Move(_("转告方案"), (F.KEPT,), F.TOLD, MEDIATE, "mediation.offer_told"),
    accept=Move(_("方案已接受"), (F.TOLD,), F.ACCEPTED, HANDLE, "mediation.offer_accepted"),
    refuse=Move(_("方案没有接受"), (F.TOLD,), F.REFUSED, HANDLE, "mediation.offer_refused"),
    take_back=Move(_("收回方案"), OPEN_OFFER, F.BACK, HANDLE, "mediation.offer_back"),
    lapse=Move(_("方案过期"), OPEN_OFFER, F.LAPSED, MEDIATE, "mediation.offer_lapsed"),
)
