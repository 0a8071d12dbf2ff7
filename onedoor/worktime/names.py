"""Names of days in the reader's language: feasts are known, a district's own names are said as they were written."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

FEASTS = (
    gettext_noop("元旦"),
    gettext_noop("春节"),
    gettext_noop("清明节"),
    gettext_noop("劳动节"),
    gettext_noop("端午节"),
    gettext_noop("中秋节"),
    gettext_noop("国庆节"),
)
MOVED = "调休"


def spoken(name: str) -> str:
    """The name of a day or of days in a row, such as 国庆节、中秋节 or 国庆节调休."""
    return _("、").join(_spoken_one(part) for part in name.split("、"))


def _spoken_one(name: str) -> str:
    feast = name.removesuffix(MOVED)
    if feast in FEASTS and feast != name:
        return _("%(feast)s调休") % {"feast": _(feast)}
    # An empty text would be answered with the catalogue's own header.
    return _(name) if name else ""
