"""The register of visitors and the leaders' days: their addresses."""

from django.urls import path

from onedoor.reception.views import days, one, register

app_name = "reception"
urlpatterns = [
    path("", register.today, name="today"),
    path("new/", register.new, name="new"),
    path("leaders/", days.notice, name="notice"),
    path("days/", days.days, name="days"),
    path("days/new/", days.new_day, name="day_new"),
    path("days/<uuid:key>/", days.day, name="day"),
    path("days/<uuid:key>/cancel/", days.cancel, name="day_cancel"),
    path("days/<uuid:key>/print/", days.print_day, name="day_print"),
    path("cases/<str:code>/", one.panel, name="panel"),
    path("visits/<str:code>/", one.one, name="one"),
    path("visits/<str:code>/slip/", register.slip, name="slip"),
    path("visits/<str:code>/print/", one.sheet, name="sheet"),
    path("visits/<str:code>/do/<str:name>/", one.step, name="step"),
]
