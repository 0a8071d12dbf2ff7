"""The legal aid room: its addresses."""

from django.urls import path

from onedoor.aid.views import advising, calendar, desk, one, roster, yearly

app_name = "aid"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("new/", desk.new, name="new"),
    path("mine/", roster.mine, name="mine"),
    path("lawyers/", roster.lawyers, name="lawyers"),
    path("standard/", roster.standard, name="standard"),
    path("year/", yearly.year, name="year"),
    path("year/sheet/", yearly.sheet, name="year_sheet"),
    path("rate/", one.rate_by_pin, name="rate"),
    path("notice/", desk.notice, name="notice"),
    path("calendar/<str:secret>.ics", calendar.feed, name="feed"),
    path("calendar/renew/", calendar.renew, name="renew"),
    path("advice/", advising.advice_list, name="advice"),
    path("advice/new/", advising.new, name="advice_new"),
    path("advice/<str:code>/", advising.one, name="advice_one"),
    path("advice/<str:code>/do/<str:name>/", advising.step, name="advice_step"),
    path("cases/<str:code>/", one.panel, name="panel"),
    path("<str:code>/", one.one, name="one"),
    path("<str:code>/slip/", desk.slip, name="slip"),
    path("<str:code>/do/<str:name>/", one.step, name="step"),
]
