"""Addresses of the calendar."""

from datetime import date

from django.urls import path, register_converter

from onedoor.worktime import views


class DayConverter:
    """A real day, written 2026-10-08."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value):
        return date.fromisoformat(value)

    def to_url(self, value):
        return value.isoformat()


register_converter(DayConverter, "day")

app_name = "worktime"
urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/<int:year>/", views.calendar, name="year"),
    path("calendar/<int:year>/day/", views.set_day, name="set-day"),
    path("calendar/<day:day>/remove/", views.remove_day, name="remove-day"),
    path("calendar/<int:year>/publish/", views.publish, name="publish"),
]
