"""Steps: of one case, of one chair, and those whose clock ran out."""

from datetime import datetime, timedelta

from django.db.models import F

from onedoor.cases.access import cases_for
from onedoor.cases.models import Case
from onedoor.places.tree import subtree_prefixes
from onedoor.posts.models import Post, Tenure
from onedoor.posts.tenures import live
from onedoor.safety.models import Lowering, Step
from onedoor.safety.rule import S3

SHOWN, COUNTED = 200, timedelta(days=90)


def steps_of(case: Case) -> list[Step]:
    """All of a case: what is open by its clock, then what is over, the latest first."""
    rows = Step.objects.filter(case=case).for_rows()
    return [*rows.open().by_clock(), *rows.exclude(ended_at=None).order_by("-ended_at", "pk")]


def mine(actor) -> list[Step]:
    """What is open for this reader: a supervisor answers for all in their region, others for what their chair owes in the
    cases that it reaches."""
    verb = "safety.supervise" if actor.holds("safety.supervise") else "safety.check"
    rows = Step.objects.open().filter(case__in=cases_for(actor, verb)).for_rows()
    return list(rows.by_clock()[:SHOWN])


def done_late(now: datetime):
    """Open, and past the moment by which it was to be done; nobody above was told yet."""
    return Step.objects.open().filter(due_at__lte=now, escalated_at=None).order_by("due_at", "pk")


def in_time(actor, now: datetime) -> tuple[int, int]:
    """按时 — of the urgent steps that fell due in the last ninety days: how many were done in time, of how many. Under
    nine in ten the form is to be put aside for paper (safeguards D.6); a person decides so."""
    rows = Step.objects.filter(level__grade=S3, due_at__lte=now, due_at__gte=now - COUNTED)
    rows = rows.filter(case__in=cases_for(actor, "safety.supervise"))
    return rows.filter(ended_at__lte=F("due_at")).count(), rows.count()


def supervisors_of(case: Case) -> list[Post]:
    """安全督导员 — the chairs held today that answer for the place of the case and are cleared for it, the nearest first."""
    held = Tenure.objects.filter(live(), staff__is_active=True).values("post")
    posts = Post.objects.filter(pk__in=held, type__verbs__contains=["safety.supervise"])
    near = [
        post for post in posts.select_related("region", "org", "type").order_by("pk") if _answers(post, case)
    ]
    return sorted(near, key=lambda post: -len(post.region.path))


def _answers(post: Post, case: Case) -> bool:
    if case.secrecy not in (Case.Secrecy.NORMAL, *post.clearances):
        return False
    return any(case.region_path.startswith(path) for path in subtree_prefixes(post.region))


def waiting_for(actor) -> list[Lowering]:
    """Lowerings that this reader could answer: not their own."""
    rows = Lowering.objects.filter(answered_at=None, level__until=None).exclude(asked_staff=actor.staff)
    verb = "safety.supervise" if actor.holds("safety.supervise") else "safety.check"
    rows = rows.filter(level__case__in=cases_for(actor, verb))
    return list(rows.select_related("level__case", "asked_post", "asked_staff").order_by("asked_at"))
