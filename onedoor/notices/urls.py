"""Where people read what they were told, choose how, and see what went out in whose words."""

from django.urls import path

from onedoor.notices.views import choosing, reading, sending, wording

app_name = "notices"
urlpatterns = [
    path("", reading.notices, name="list"),
    path("bell/", reading.bell, name="bell"),
    path("read/", reading.read, name="read"),
    path("<uuid:pk>/", reading.follow, name="open"),
    path("<uuid:pk>/read/", reading.read_one, name="read_one"),
    path("contacts/", choosing.contacts, name="contacts"),
    path("digests/", choosing.digests, name="digests"),
    path("digests/<slug:day>/", choosing.digest, name="digest"),
    path("deliveries/", sending.deliveries, name="deliveries"),
    path("deliveries/<uuid:pk>/again/", sending.again, name="again"),
    path("wordings/", wording.wordings, name="wordings"),
    path("wordings/preview/", wording.preview, name="preview"),
    path("wordings/<str:verb>/", wording.word, name="wording"),
]
