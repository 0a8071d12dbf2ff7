"""Committees and mediators: their addresses."""

from django.urls import path

from onedoor.committees.views import editing, looking, own

app_name = "committees"
urlpatterns = [
    path("", looking.committees, name="list"),
    path("mediators/", looking.roster, name="roster"),
    path("mine/", own.mine, name="mine"),
    path("mine/ties/<uuid:pk>/end/", own.tie_end, name="tie_end"),
    path("do/<slug:name>/", editing.do, name="do"),
    path("<int:pk>/", looking.one, name="one"),
]
