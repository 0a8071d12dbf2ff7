"""What whoever runs the server does: new keys, and erasing before an old backup is opened; and the errands that do it by themselves."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from onedoor.cases.models import Case
from onedoor.kit import sealing as house
from onedoor.safety import sealing
from onedoor.safety.models import Checklist, Vault


def test_a_new_key_of_the_house_reseals_the_keys_and_not_the_words(cast, settings, capsys):
    made = cast.check(note="分别听过")
    before = bytes(made.note_sealed)
    settings.FIELD_KEYS = settings.FIELD_KEYS | {"9": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}
    call_command("rotate_safety")
    assert house.key_id_of(bytes(Vault.objects.get().key_sealed)) == 9
    again = Checklist.objects.get(pk=made.pk)
    assert (bytes(again.note_sealed) == before, sealing.read(again, "note")) == (True, "分别听过")
    assert "1" not in capsys.readouterr().out


def test_the_command_erases_what_the_night_would(cast):
    cast.check({"A4": "yes"})
    call_command("erase_safety")
    assert Checklist.objects.count() == 1
    Case.objects.filter(pk=cast.case.pk).update(closed_at=timezone.now() - timedelta(days=800))
    call_command("erase_safety")
    assert (Checklist.objects.count(), Vault.objects.count()) == (0, 0)
