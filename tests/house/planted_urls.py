"""Two addresses that nobody declared, for the tests of deny by default."""

from django.http import HttpResponse
from django.urls import path

from onedoor.config.urls import urlpatterns as declared

urlpatterns = [
    *declared,
    path("planted/", lambda request: HttpResponse("in"), name="planted"),
    path("unnamed/", lambda request: HttpResponse("in")),
]
