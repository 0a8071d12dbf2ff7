"""Addresses that every kind of case has."""

from django.urls import path

from onedoor.cases.views import duties, papers

app_name = "cases"
urlpatterns = [
    path("duties/", duties.my_duties, name="my_duties"),
    path("<str:code>/papers/<uuid:pk>/", papers.paper, name="paper"),
    path("<str:code>/parties/<uuid:pk>/", papers.reveal, name="reveal"),
    path("<str:code>/duties/", duties.duties, name="duties"),
    path("<str:code>/duties/<int:number>/", duties.duty, name="duty"),
]
