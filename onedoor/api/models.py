"""Tokens: the keys of the machines' door."""

import hashlib

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onedoor.posts.models import Tenure
from onedoor.posts.tenures import live

FEWEST, MOST = 1, 60_000
PARTNER = "partner"


def answering() -> Q:
    """Tenures whose holder can answer for a machine: it calls every day, so those of some weekdays cannot."""
    return live() & ~Q(kind=Tenure.Kind.ROTATING)


class TokenQuerySet(models.QuerySet):
    """Adjectives of tokens."""

    def live(self):
        """Those that open the door now: in force, and the person who answers for them has their words."""
        return self.in_force().exclude(digest=None)

    def in_force(self):
        """Not ended, not revoked, and somebody in place still answers for them; fetched or waiting to be."""
        seats = Tenure.objects.filter(answering(), staff=OuterRef("staff"))
        # Nobody sits in a partner's post; somebody of that organisation answers for it.
        in_place = Q(Exists(seats.filter(post=OuterRef("post")))) | Q(
            Exists(seats.filter(post__org=OuterRef("post__org"))), post__type__code=PARTNER
        )
        kept = self.filter(revoked_at=None, expires_on__gte=timezone.localdate())
        return kept.filter(in_place, staff__is_active=True)


class Token(models.Model):
    """接口令牌 — held by a post, answered for by a person; only its digest is kept, and it ends within a year.

    Until that person has fetched the words there is no digest: whoever gives it out never knows them.
    """

    post = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("岗位"))
    staff = models.ForeignKey("posts.Staff", models.PROTECT, related_name="+", verbose_name=_("责任人"))
    name = models.CharField(_("用途"), max_length=60)
    digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    per_minute = models.PositiveIntegerField(
        _("每分钟次数"), default=600, validators=[MinValueValidator(FEWEST), MaxValueValidator(MOST)]
    )
    issued_by = models.ForeignKey("posts.Post", models.PROTECT, related_name="+", verbose_name=_("签发岗位"))
    issued_at = models.DateTimeField(_("签发时间"), auto_now_add=True)
    expires_on = models.DateField(_("到期日"))
    revoked_at = models.DateTimeField(_("吊销时间"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        "posts.Post", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("吊销岗位")
    )

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("接口令牌")
        ordering = ["-issued_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_by__isnull=False), name="token_revoked_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(per_minute__range=(FEWEST, MOST)), name="token_pace_within_bounds"
            ),
        ]

    def __str__(self):
        return self.name


def digest_of(token: str) -> str:
    """What is kept of a token's words."""
    return hashlib.sha256(token.encode()).hexdigest()
