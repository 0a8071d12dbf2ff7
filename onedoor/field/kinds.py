"""What a phone may send, and which room's action it is."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from onedoor.field.noting import change_entry, decide, enter
from onedoor.field.reporting import report
from onedoor.field.schemas import DecideIn, EntryChangeIn, EntryNewIn, ReportIn


@dataclass(frozen=True)
class Kind:
    """One kind of item: how it must look, and `do(upload, said, by)`, which notes its case or row on the upload."""

    schema: type[BaseModel]
    do: Callable


KINDS = {
    "report": Kind(ReportIn, report),
    "entry.change": Kind(EntryChangeIn, change_entry),
    "entry.new": Kind(EntryNewIn, enter),
    "conflict.decide": Kind(DecideIn, decide),
}
