"""Addresses of matters; a matter's own stand under /cases/, one case, one code."""

from django.urls import path

from onedoor.matters.views import lists, matter

app_name = "matters"
urlpatterns = [
    path("work/", lists.my_work, name="my_work"),
    path("matters/", lists.worklist, name="worklist"),
    path("cases/<str:code>/", matter.matter, name="matter"),
    path("cases/<str:code>/<slug:name>/", matter.step, name="step"),
]
