"""Addresses of matters; a matter's own stand under /cases/, one case, one code."""

from django.urls import path

from onedoor.matters.views import desk, lists, matter

app_name = "matters"
urlpatterns = [
    path("work/", lists.my_work, name="my_work"),
    path("matters/", lists.worklist, name="worklist"),
    path("desk/", desk.desk, name="desk"),
    path("desk/help/", desk.desk_help, name="desk_help"),
    path("desk/communities/", desk.communities, name="communities"),
    path("cases/<str:code>/likely/", desk.likely, name="likely"),
    path("cases/<str:code>/slip/", desk.slip, name="slip"),
    path("cases/<str:code>/slip/renew/", desk.renew, name="renew"),
    path("cases/<str:code>/", matter.matter, name="matter"),
    path("cases/<str:code>/<slug:name>/", matter.step, name="step"),
]
