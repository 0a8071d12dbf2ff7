"""Finding entries: by key, by being the same thing, by words; never beyond the post's ground."""

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, F, Func, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from onedoor.kit import bigrams
from onedoor.kit.problems import NotFound
from onedoor.places.models import Region
from onedoor.registers.fields import Register
from onedoor.registers.models import Entry
from onedoor.registers.standing import ground, insist, may_see
from onedoor.registers.values import same_key

DETAILS = ("building", "dwelling__building__entry", "organisation", "facility", "resource", "spot")
LIKE = 5


def entries_for(by):
    """What this post may look at."""
    insist(may_see(by))
    return Entry.objects.under(ground(by)).select_related("grid")


def whole(entries):
    """With the row of their register."""
    return entries.select_related(*DETAILS)


def find_entry(key, by) -> Entry:
    """One entry on the post's ground; anything else is not there."""
    entry = whole(entries_for(by)).filter(pk=key).first()
    if entry is None:
        raise NotFound(_("没有这条台账，或它不在本岗位的范围内。"))
    return entry


def held(key) -> Entry:
    """The entry, locked: whoever changes it next waits."""
    Entry.objects.select_for_update().get(pk=key)
    return whole(Entry.objects.select_related("grid")).get(pk=key)


def same_entry(register: Register, told: dict, grid: Region) -> Entry | None:
    """The entry that stands for the same thing already."""
    key = same_key(register, told, grid)
    return Entry.objects.live().filter(register=register.code, same_key=key).select_related("grid").first()


def searched(entries, text: str):
    """Those whose name, address or credit code has all these words."""
    text = text.strip()[:60]
    wanted = bigrams.query(text)
    if not wanted:
        return entries
    # A plain cast: the parser of to_tsquery would cut Chinese by the database's locale.
    typed = Cast(Value(wanted), SearchQueryField())
    found = Func(
        F("words"), typed, template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField()
    )
    return entries.filter(found)


def like(register: Register, told: dict, by) -> list[Entry]:
    """Entries that may be the one somebody is about to enter: the same name or the same address."""
    entries = entries_for(by).live().filter(register=register.code)
    found: dict = {}
    for text in (told.get("uscc"), told.get("address"), told.get("name")):
        if text:
            found |= {entry.pk: entry for entry in searched(entries, str(text))[:LIKE]}
    return list(found.values())[:LIKE]
