"""Where one's unit reads what it was told."""

from django.urls import path

from onedoor.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="list"),
    path("read/", views.read, name="read"),
]
