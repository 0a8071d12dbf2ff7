"""What a phone may send, which room's action it is, and where its photos go."""

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel

from onedoor.field import doing, keeping, noting, schemas
from onedoor.field.reporting import report


@dataclass(frozen=True)
class Kind:
    """One kind of item: how it must look, `do(upload, said, by)`, which notes its case or row on the upload, and
    `keep(upload, file, by)` for each photo that arrives later. What is fleeting is forgotten as soon as it is answered:
    where it lies, it can be taken back."""

    schema: type[BaseModel]
    do: Callable
    keep: Callable = keeping.nowhere
    is_fleeting: bool = False

    @property
    def has_photos(self) -> bool:
        return self.keep is not keeping.nowhere


KINDS = {
    "report": Kind(schemas.ReportIn, report, keeping.in_case),
    "task.done": Kind(schemas.TaskDoneIn, doing.done, keeping.with_task),
    "task.back": Kind(schemas.TaskBackIn, doing.back),
    "visit": Kind(schemas.VisitIn, doing.visit, keeping.in_case),
    "entry.change": Kind(schemas.EntryChangeIn, noting.change_entry),
    "entry.new": Kind(schemas.EntryNewIn, noting.enter),
    "conflict.decide": Kind(schemas.DecideIn, noting.decide),
    "voice": Kind(schemas.VoiceIn, doing.voice, is_fleeting=True),
}
