"""The addresses of field."""

from django.urls import path

from onedoor.field.views import keys, leaflet, shell, staffing, sync

app_name = "field"
urlpatterns = [
    path("", shell.page, name="app"),
    path("sw.js", shell.worker, name="worker"),
    path("files.json", shell.files, name="files"),
    path("phones", keys.phones, name="phones"),
    path("share", keys.share, name="share"),
    path("items", sync.items, name="items"),
    path("photos/<slug:sha256>", sync.photo, name="photo"),
    path("feed", sync.feed, name="feed"),
    path("map", sync.ground, name="map"),
    path("drafts", keys.drafts, name="drafts"),
    path("lost", keys.lost, name="lost"),
    path("leave", keys.leave, name="leave"),
    path("leaflet.pdf", leaflet.leaflet, name="leaflet"),
    path("workers/", staffing.workers, name="workers"),
    path("workers/<int:pk>/", staffing.seat, name="seat"),
    path("ended/<uuid:pk>/", staffing.end_phone, name="end_phone"),
    path("lost-phones/", staffing.lost_phones, name="lost_phones"),
    path("grid/", staffing.find_grid, name="find_grid"),
    path("grid/<str:code>/", staffing.grid, name="grid"),
]
