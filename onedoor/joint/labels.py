"""What the timeline says of joint work besides its moves: frozen in Chinese, said anew for whoever reads English."""

from django.utils.translation import gettext_noop

LABELS = (
    gettext_noop("移除检查项"),
    gettext_noop("移除地点"),
    gettext_noop("记到会情况"),
    gettext_noop("撤回议定"),
    gettext_noop("提出议题"),
    gettext_noop("调整议程次序"),
    gettext_noop("移出议程"),
)
