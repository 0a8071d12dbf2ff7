"""Passwords by current practice: long rather than complicated, none of the common ones, hashed to cost a guesser dearly."""

import re
import secrets
from datetime import timedelta

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

SHORTEST, LONGEST = 12, 128
# Words an outsider would try first here; a password may contain them, but must not consist of them.
CONTEXT_WORDS = (
    "onedoor", "qinzhou", "tianshui", "gansu", "zongzhi", "wangge", "yishanmen", "password", "admin", "qwerty", "asdfgh", "zxcvbn", "woaini",
    "一扇门", "秦州区", "秦州", "天水", "甘肃", "综治中心", "综治", "网格员", "网格", "密码",
)  # fmt: skip
OWN_PART = 6  # characters that must be left once such words, digits and signs are taken away

FIRST_PASSWORD_LASTS = timedelta(hours=24)
# No letter or digit that is mistaken for another when read out.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"


class Argon2(Argon2PasswordHasher):
    """Argon2id, 46 MiB, two passes: between 50 and 250 ms on a district's server, loaded or not; twice OWASP's least."""

    time_cost, memory_cost, parallelism = 2, 46 * 1024, 1


class Length:
    """Between 12 and 128 characters, counted as typed; nothing is trimmed or normalised."""

    def validate(self, password, user=None):
        if len(password) < SHORTEST:
            raise ValidationError(
                _("密码至少 %(n)d 个字符，可以是一句自己记得住的话。") % {"n": SHORTEST}, code="too_short"
            )
        if len(password) > LONGEST:
            raise ValidationError(_("密码最多 %(n)d 个字符。") % {"n": LONGEST}, code="too_long")

    def get_help_text(self):
        return _("12 到 128 个字符，中文、空格都可以；不要求大小写和符号混排。")


class NotCommon(CommonPasswordValidator):
    """The list of common passwords, and the two patterns that any list is full of: one run, few characters."""

    def validate(self, password, user=None):
        low = password.lower()
        if low.strip() in self.passwords or len(set(low)) < 5 or _is_run(low):
            raise ValidationError(_("这个密码太常见，别人很容易猜到，请换一个。"), code="too_common")

    def get_help_text(self):
        return _("不能是常见密码。")


class NotOfThisPlace:
    """Not made of the user's own name, the district's or the product's, with a few digits added."""

    def validate(self, password, user=None):
        rest = password.lower()
        own = [user.username.lower(), user.name.lower()] if user else []
        for word in sorted((*CONTEXT_WORDS, *filter(None, own)), key=len, reverse=True):
            rest = rest.replace(word, "")
        rest = re.sub(r"[\W\d_]", "", rest)
        if len(rest) < OWN_PART and rest != re.sub(r"[\W\d_]", "", password.lower()):
            raise ValidationError(
                _("这个密码主要由地名、系统名或用户名组成，别人很容易猜到，请换一个。"), code="of_this_place"
            )

    def get_help_text(self):
        return _("不能主要由地名、系统名或用户名组成。")


def _is_run(text: str) -> bool:
    """12345678901234, abcdefghijkl, or the same backwards: every step is the same small one, ten counting as nought."""
    steps = {(ord(b) - ord(a)) % 10 for a, b in zip(text, text[1:], strict=False)}
    return len(steps) == 1 and steps <= {0, 1, 9}


def give_first_password(staff) -> str:
    """初始密码 — made by chance, told once, good for a day, to be changed at the first sign-in."""
    password = "-".join("".join(secrets.choice(READABLE) for _i in range(4)) for _j in range(4))
    staff.set_password(password)
    staff.first_password_until = timezone.now() + FIRST_PASSWORD_LASTS
    staff.save()
    return password


def change_password(staff, password: str) -> None:
    """修改密码 — one's own; the new hash signs every other browser out."""
    staff.set_password(password)
    staff.first_password_until = None
    staff.save(update_fields=["password", "first_password_until"])
