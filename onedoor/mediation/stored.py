"""What a file holds: written sealed inside whatever action holds the case, and opened for whoever has asked and logged already."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from onedoor.kit import keyring
from onedoor.kit.problems import NotFound, NotValid
from onedoor.kit.sealing import keyed_digest
from onedoor.mediation.intake import take_in
from onedoor.mediation.models import File, FileBody, Mediation
from onedoor.mediation.standing import side_of

MOST_FILES, MOST_OF_A_SIDE = 200, 30
DIGEST, CHINESE = "mediation.file", "zh-hans"


def write_file(mediation: Mediation, upload, *, kind: str, by, name="", **about) -> File:
    """The row and its sealed content. `about`: the drawer in which it lies, and what it stands for: a side, a session, an
    ending; `origin` where it was made here. Of the name that the upload came with nothing is kept."""
    _insist_on_room(mediation, by)
    taken, drawer = take_in(upload), about.get("drawer")
    file = File(mediation=mediation, kind=kind, post=by.post, staff=by.staff, **about)
    file.name = _called(file, name)[:90] + taken.ending
    file.content_type, file.size, file.pages = taken.content_type, len(taken.content), taken.pages
    file.digest = digest_of(taken.content)
    file.added_at = timezone.now()
    file.save(force_insert=True)
    body = FileBody(file=file)
    if drawer is None:
        body.key_sealed = keyring.fresh(body)
    body.content_sealed = keyring.sealed_bytes(drawer or body, body, "content", taken.content)
    body.save(force_insert=True)
    return file


def content_of(file: File) -> bytes:
    """What it holds."""
    body = FileBody.objects.filter(file=file).first()
    if body is None:
        raise NotFound(_("这份材料已经销毁。"))
    return keyring.opened_bytes(file.drawer or body, body, "content", bytes(body.content_sealed))


def digest_of(content: bytes) -> str:
    """Tells whether a content is the same as before, to whoever has the house's key: nobody tries documents against it."""
    return keyed_digest(DIGEST, content).hex()


def _called(file: File, name: str) -> str:
    """Of what lies in a drawer not even a name stands in the open; else what it is."""
    if file.drawer is not None:
        return _("材料")
    with override(CHINESE):
        return name or str(file.get_kind_display())


def _insist_on_room(mediation: Mediation, by) -> None:
    """One side may not fill the volume so that nothing of the other goes in."""
    if mediation.files.count() >= MOST_FILES:
        raise NotValid(_("一件调解最多%(count)s份材料。") % {"count": MOST_FILES})
    own = side_of(mediation, by)
    if own and mediation.files.filter(staff=None, side=own).count() >= MOST_OF_A_SIDE:
        words = _("自己在网上最多交%(count)s份材料，再多的请交给调解员。")
        raise NotValid(words % {"count": MOST_OF_A_SIDE})
