"""Writing rows of the list of categories: made, found changed, counted. Actions decide; this only writes."""

from dataclasses import dataclass, field

from django.db.models.functions import Now

from onedoor.matters.models import Category


@dataclass
class Outcome:
    """What a load or an import did, counted, with notes for whoever started it."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    retired: int = 0
    notes: list[str] = field(default_factory=list)

    def count(self, was_changed: bool) -> None:
        self.changed += was_changed
        self.unchanged += not was_changed


def store(category: Category) -> None:
    """The database's own time, so that help in another process sees the change."""
    category.changed_at = Now()
    category.save()


def call(category: Category, name: str) -> None:
    """Another name; the one it had is remembered."""
    former = [old for old in (*category.former_names, category.name) if old != name]
    category.former_names, category.name = list(dict.fromkeys(former)), name


def create(code, name, parent, source, facts, valid_from=None) -> Category:
    category = Category(code=code, name=name, parent=parent, source=source, valid_from=valid_from, **facts)
    category.level = parent.level + 1 if parent else 1
    category.path = f"{parent.path if parent else ''}{code}/"
    category.save(force_insert=True)
    return category


def bring_up_to_date(category: Category, name: str, facts: dict, until=None) -> bool:
    """Whether anything had to be changed for it to be called so, to last until then, and to have these facts."""
    if Category.objects.filter(pk=category.pk, name=name, valid_until=until, **facts).exists():
        return False
    call(category, name)
    category.valid_until = until
    store(category)
    Category.objects.filter(pk=category.pk).update(changed_at=Now(), **facts)
    return True
