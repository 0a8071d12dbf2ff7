"""记台账 — what a worker sees to be otherwise is proposed; where another saw otherwise too, both words are shown."""

from onedoor.field.grounds import ground_named
from onedoor.field.models import Upload
from onedoor.field.schemas import DecideIn, EntryChangeIn, EntryNewIn
from onedoor.registers import actions
from onedoor.registers.models import Proposal

State = Upload.State


def change_entry(upload: Upload, said: EntryChangeIn, by) -> None:
    """变更 — against the version that the phone showed."""
    changes = {name: one.model_dump(exclude_unset=True) for name, one in said.changes.items()}
    made = actions.propose(
        said.book,
        by=by,
        ref=upload.ref,
        at_phone=upload.at_phone,
        entry=said.entry,
        base=said.base,
        changes=changes,
    )
    _answered(upload, made)


def enter(upload: Upload, said: EntryNewIn, by) -> None:
    """新登记 — a line that is not there yet; the same thing entered twice is found to be one."""
    changes = {name: {"new": value} for name, value in said.fields.items()}
    grid = ground_named(said.grid, by)
    made = actions.propose(
        said.book, by=by, ref=upload.ref, at_phone=upload.at_phone, changes=changes, grid=grid
    )
    _answered(upload, made)


def decide(upload: Upload, said: DecideIn, by) -> None:
    """两人都改过 — the worker gives way, or stands by their word until the manager says."""
    item = actions.decide(said.change, by=by, take=said.take)
    upload.about = item.proposal_id


def _answered(upload: Upload, proposal: Proposal) -> None:
    upload.about = proposal.pk
    if proposal.state == Proposal.State.CONFLICT:
        upload.state = State.CONFLICT
