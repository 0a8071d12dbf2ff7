"""照片 — a photo that cannot be taken never holds up the words it came with: it is named, and the rest goes on."""

from django.utils.translation import gettext as _

from onedoor.cases.models import Case, Paper
from onedoor.cases.papers import add_paper, clean
from onedoor.kit.problems import NotValid

MOST = 5


def file_photos(case: Case, uploads, *, by) -> list[str]:
    """交照片 — file what can be filed; one sentence for each that could not."""
    refused = _too_many(uploads)
    for upload in uploads[:MOST]:
        try:
            add_paper(case, upload, kind=Paper.Kind.REQUEST, by=by)
        except NotValid as problem:
            refused.append(problem.message)
    return refused


def sort_out(uploads) -> tuple[list, list[str]]:
    """(good ones, a sentence for each of the others), nothing filed yet."""
    good, refused = [], _too_many(uploads)
    for upload in uploads[:MOST]:
        try:
            clean(upload)
            good.append(upload)
        except NotValid as problem:
            refused.append(problem.message)
    return good, refused


def own_photos(case: Case, by) -> list[Paper]:
    """What the resident sent in or handed over at the window, and what came with the reply; not units' evidence, nor what
    another claimant of the same matter sent."""
    return [paper for paper in case.papers.all() if _is_own(paper, by)]


def _is_own(paper: Paper, by) -> bool:
    if paper.kind == Paper.Kind.REPLY:
        return True
    is_theirs = paper.kind == Paper.Kind.REQUEST or paper.post_id == by.post.pk
    return is_theirs and paper.party_id == by.party_in(paper.case_id)


def _too_many(uploads) -> list[str]:
    return (
        [_("一次最多%(most)s张，多出的没有收下，可以稍后再传。") % {"most": MOST}]
        if len(uploads) > MOST
        else []
    )
