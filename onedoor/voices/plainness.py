"""不写人 — numbers that lead to a person are found by their shape alone and refused with a sentence.

What people say is not searched for traits or names: that would itself be looking into them.
"""

import re
import unicodedata

from django.utils.translation import gettext as _

# A day is no number of anybody's.
DAY = re.compile(r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}")
# Digits that belong together though somebody set spaces or dashes between them.
GAP = r"[\s\-–—·.]?"
LONG = re.compile(rf"(?<!\d)\d(?:{GAP}\d){{6,}}[xX]?(?!\d)")


def refusal_of(words: str) -> str:
    """Words of refusal when a number stands in them that is a telephone, a card or an account; or nothing."""
    for found in LONG.findall(DAY.sub("", unicodedata.normalize("NFKC", words))):
        digits = re.sub(r"[^\dxX]", "", found)
        if len(digits) in (15, 18):
            return _("里面像是有证件号码（%(end)s结尾）。社情民意不写人，请删去。") % {"end": digits[-4:]}
        if len(digits) > 12:
            return _("里面像是有卡号、账号（%(end)s结尾）。社情民意不写人，请删去。") % {"end": digits[-4:]}
        return _("里面像是有电话号码（%(end)s结尾）。社情民意不写人，请删去。") % {"end": digits[-4:]}
    return ""
