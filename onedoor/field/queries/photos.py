"""Which photos are waited for, and how much of each has come."""

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum

from onedoor.field.models import Photo, Piece, Upload


def awaited(sha256: str, by) -> list[Photo]:
    """Which items of this post wait for it. What nobody announced is not taken."""
    return list(_awaited_by(by).filter(sha256=sha256).select_related("upload__case").order_by("pk"))


def held(sha256: str, by) -> list[Photo]:
    """The same, locked until this transaction ends: two pieces at once come one after the other."""
    found = _awaited_by(by).filter(sha256=sha256).select_for_update(of=["self"])
    return list(found.order_by("pk"))


def have(sha256: str, by) -> int:
    """How many bytes of it have come."""
    return _bytes(Piece.objects.filter(post=by.post, sha256=sha256))


def announced_by(by) -> int:
    """How many bytes this post has announced that have not come."""
    return _awaited_by(by).aggregate(n=Sum("size"))["n"] or 0


def lying(by) -> int:
    """How many bytes of this post lie here in pieces."""
    return _bytes(Piece.objects.filter(post=by.post))


def no_longer_awaited(by) -> QuerySet[Piece]:
    """Pieces of what came, and could not be kept."""
    return Piece.objects.filter(post=by.post).exclude(sha256__in=_awaited_by(by).values("sha256"))


def unfiled(sha256: str, by) -> QuerySet[Photo]:
    """Which lie with nothing yet, whether they are waited for or could not be kept."""
    return _unfiled().filter(sha256=sha256, upload__post=by.post).order_by("pk")


def whole_and_unfiled() -> QuerySet[Photo]:
    """Every byte of these is here, and they lie with nothing yet."""
    pieces = Piece.objects.filter(post=OuterRef("upload__post"), sha256=OuterRef("sha256")).order_by()
    so_far = pieces.values("sha256").annotate(n=Sum("size")).values("n")
    return _unfiled().annotate(so_far=Subquery(so_far)).filter(so_far=F("size"))


def _unfiled() -> QuerySet[Photo]:
    return Photo.objects.filter(filed_at=None, upload__state=Upload.State.RECEIVED)


def _awaited_by(by) -> QuerySet[Photo]:
    return _unfiled().filter(upload__post=by.post, arrived_at=None)


def _bytes(pieces: QuerySet[Piece]) -> int:
    return pieces.aggregate(n=Sum("size"))["n"] or 0
