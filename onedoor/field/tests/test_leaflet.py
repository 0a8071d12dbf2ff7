"""The leaflet is one page, and says what the app says."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from onedoor.field.leaflet import PARTS

pytestmark = pytest.mark.django_db


def test_the_leaflet_is_one_page_with_every_part_and_the_address(client):
    answer = client.get(reverse("field:leaflet"))
    read = PdfReader(io.BytesIO(answer.content))
    words = "".join(read.pages[0].extract_text().split())
    assert len(read.pages) == 1
    assert [title for title, _ in PARTS if title not in words] == []
    assert "http://testserver/field/" in words
