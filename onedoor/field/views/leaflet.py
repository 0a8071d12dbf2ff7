"""The worker's leaflet, to print."""

from django.http import HttpResponse
from django.urls import reverse

from onedoor.field.leaflet import as_pdf
from onedoor.venues.models import Centre


def leaflet(request):
    """网格员手册 — one page, with the address of this district's app."""
    centre = Centre.objects.open().first()
    address = request.build_absolute_uri(reverse("field:app"))
    answer = HttpResponse(as_pdf(address, str(centre or "")), content_type="application/pdf")
    answer["Content-Disposition"] = "inline; filename=leaflet.pdf"
    return answer
