"""What a phone may send, and which room's action it is."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from onedoor.field.reporting import report
from onedoor.field.schemas import ReportIn


@dataclass(frozen=True)
class Kind:
    """One kind of item: how it must look, and `do(upload, said, by)`, which notes its case or row on the upload."""

    schema: type[BaseModel]
    do: Callable


KINDS = {
    "report": Kind(ReportIn, report),
}
