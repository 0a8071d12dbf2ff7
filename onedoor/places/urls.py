"""The places' addresses: a map picture and the parts of a region, both public facts."""

from django.urls import path

from onedoor.places import views

app_name = "places"
urlpatterns = [
    path("map/<str:code>.svg", views.map_of, name="map"),
    path("children/", views.children, name="children"),
]
