"""Addresses that every kind of case has."""

from django.urls import path

from onedoor.cases import views

app_name = "cases"
urlpatterns = [
    path("<str:code>/papers/<uuid:pk>/", views.paper, name="paper"),
    path("<str:code>/parties/<uuid:pk>/", views.reveal, name="reveal"),
]
