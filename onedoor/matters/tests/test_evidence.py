"""Files that come with a step stand or fall with it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from onedoor.cases.models import Paper
from onedoor.kit.problems import NotValid
from onedoor.matters import actions as matters
from onedoor.matters.actions import Draft


@pytest.mark.django_db
def test_nothing_is_kept_of_a_step_whose_file_is_refused(town, settings, tmp_path):
    settings.MEDIA_ROOT, clerk = tmp_path, town.actor("clerk")
    draft = Draft("漏水", "三天无水", "window", community=town.community)
    case = matters.register(draft, by=clerk).matter.case
    with pytest.raises(NotValid):
        matters.note(case.matter, by=clerk, note="x", papers=[SimpleUploadedFile("a.jpg", b"x")])
    assert (Paper.objects.count(), case.events.count()) == (0, 1)
    assert list(tmp_path.rglob("*.*")) == []
