"""Addresses of matters; a matter's own stand under /cases/, one case, one code."""

from django.urls import path

from onedoor.matters.views import desk, lists, matter, taking_out

app_name = "matters"
urlpatterns = [
    path("work/", lists.my_work, name="my_work"),
    path("matters/", lists.worklist, name="worklist"),
    path("matters/export/", taking_out.export, name="export"),
    path("matters/views/", taking_out.keep, name="keep_view"),
    path("matters/views/<int:pk>/drop/", taking_out.drop, name="drop_view"),
    path("desk/", desk.desk, name="desk"),
    path("desk/help/", desk.desk_help, name="desk_help"),
    path("desk/communities/", desk.communities, name="communities"),
    path("cases/<str:code>/likely/", desk.likely, name="likely"),
    path("cases/<str:code>/slip/", desk.slip, name="slip"),
    path("cases/<str:code>/slip/renew/", desk.renew, name="renew"),
    path("cases/<str:code>/", matter.matter, name="matter"),
    path("cases/<str:code>/<slug:name>/", matter.step, name="step"),
]
