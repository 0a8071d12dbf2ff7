"""What the timeline says of faults in a hall: frozen in Chinese, said anew for whoever reads English."""

from django.utils.translation import gettext_noop

LABELS = (
    gettext_noop("设施报修"),
    gettext_noop("故障修复"),
    gettext_noop("报修未能修复"),
)
