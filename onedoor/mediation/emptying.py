"""清空 — what this room holds of one mediation, found from its tables themselves: a new one cannot be forgotten.

That it was, of which type, when and how it ended stays for the figures; every word, every key and every content goes.
"""

from functools import cache

import pgtrigger
from django.db import models

from onedoor.mediation.models import (
    Drawer,
    Evidence,
    File,
    FileBody,
    FollowUp,
    Mediation,
    Note,
    Offer,
    Postponement,
    Side,
)

# Codes, numbers and names of things: no word of anybody. What is not here and can hold words is emptied.
STAYS = {
    "Mediation": {"type", "number"},
    "File": {"content_type"},
    "EndingWay": {"way"},
    "EndingTold": {"how"},
    "Willing": {"how"},
    "Urging": {"channel"},
    "FollowUp": {"way"},
    "Reminder": {"what", "about"},
    "Volume": {"outcome", "rule", "sha256"},
    # Why two people held it or destroyed it: that is about the volume, and must be answered for.
    "VolumeAsking": {"reason"},
}
# A content goes with its row: nothing of it is left to open.
BODIES = ("FileBody", "VolumeBody")
WORDS = (models.CharField, models.TextField, models.BinaryField, models.JSONField)


@cache
def tables() -> tuple[type[models.Model], ...]:
    return tuple(Mediation._meta.app_config.get_models())


def held_by(model) -> list[models.Field]:
    """The columns of a table that can hold a word, a key or a content."""
    stays = STAYS.get(model.__name__, set())
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, WORDS) and not field.choices and field.name not in stays
    ]


def way_to_mediation(model) -> str:
    """By which columns, none of them ever empty, a row of this table belongs to its mediation."""
    ways, seen = [(model, "")], {model}
    while ways:
        table, way = ways.pop(0)
        if table is Mediation:
            return way or "pk"
        for field in table._meta.concrete_fields:
            near = field.related_model
            if near in tables() and near not in seen and not field.null:
                seen.add(near)
                ways.append((near, f"{way}__{field.name}" if way else field.name))
    raise LookupError(f"{model.__name__} belongs to no mediation")


def empty(mediation: Mediation) -> None:
    """All of it. The triggers that let nothing change are passed by here and nowhere else, for this room's tables alone."""
    with pgtrigger.ignore(*_guards()):
        for model in tables():
            rows = model._default_manager.filter(**{way_to_mediation(model): mediation.pk})
            if model.__name__ in BODIES:
                rows.delete()
            elif fields := held_by(model):
                rows.update(**{field.name: _nothing(field) for field in fields})


def empty_drawers(mediation: Mediation) -> None:
    """What one side said alone, and what was offered and never told: keys, words and contents."""
    with pgtrigger.ignore(*_guards()):
        FileBody.objects.filter(file__mediation=mediation, file__drawer__isnull=False).delete()
        File.objects.filter(mediation=mediation, drawer__isnull=False).update(digest="")
        Note.objects.filter(drawer__side__mediation=mediation).update(text_sealed=b"")
        Evidence.objects.filter(mediation=mediation, drawer__isnull=False).update(words_sealed=b"")
        Postponement.objects.filter(side__mediation=mediation).update(reason_sealed=b"")
        FollowUp.objects.filter(mediation=mediation).update(answer_sealed=b"", note_sealed=b"")
        Side.objects.filter(mediation=mediation).update(safe_contact_sealed=b"")
        Offer.objects.filter(mediation=mediation, told_at=None).update(key_sealed=b"", words_sealed=b"")
        Drawer.objects.filter(side__mediation=mediation).update(key_sealed=b"")


@cache
def _guards() -> tuple[str, ...]:
    found = pgtrigger.registered()
    return tuple(f"{model._meta.label}:{trigger.name}" for model, trigger in found if model in tables())


def _nothing(field: models.Field):
    if isinstance(field, models.BinaryField):
        return b""
    if isinstance(field, models.JSONField):
        return field.get_default()
    return ""
