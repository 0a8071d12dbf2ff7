"""A case for what is asked of whoever has the lead."""

import pytest
from django.utils import timezone

from onedoor.cases import opening
from onedoor.cases.models import Case


@pytest.fixture
def case(town):
    """A case without a matter, in which the water bureau has the lead."""
    made = Case.objects.create(
        code="261123-000-0001",
        title="水管破裂",
        region=town.community,
        region_path=town.community.path,
        opened_at=timezone.now(),
    )
    opening.involve(made, town.water)
    return made
