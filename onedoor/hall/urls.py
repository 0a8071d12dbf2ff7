"""The addresses of hall."""

from django.urls import path

from onedoor.hall.views import device

app_name = "hall"
urlpatterns = [
    path("d/<str:token>/", device.device, name="device"),
]
