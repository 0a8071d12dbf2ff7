"""The addresses of appointments."""

from django.urls import path

from onedoor.appointments.views import booking, calendar, coming, giving, mine, setup

app_name = "appointments"
urlpatterns = [
    path("", booking.services, name="services"),
    path("services/<int:key>/", booking.times, name="times"),
    path("services/<int:key>/wait/", booking.wait, name="wait"),
    path("times/<uuid:key>/", booking.hold, name="hold"),
    path("mine/", mine.mine, name="mine"),
    path("mine/confirm/", mine.confirm, name="confirm"),
    path("mine/slip/", mine.slip, name="slip"),
    path("mine/cancel/", mine.cancel, name="cancel"),
    path("mine/leave/", mine.leave, name="leave"),
    path("arrive/", coming.arrive, name="arrive"),
    path("arrive/expected/", coming.expected, name="expected"),
    path("day/", giving.day, name="day"),
    path("day/<uuid:key>/number/", giving.number, name="number"),
    path("day/<uuid:key>/<slug:name>/", giving.step, name="step"),
    path("week/", giving.week, name="week"),
    path("week/close/", giving.close, name="close"),
    path("week/open/", giving.open_again, name="open_again"),
    path("week/swap/<uuid:key>/", giving.swap, name="swap"),
    path("week/calendar/", giving.renew, name="renew"),
    path("feed/<slug:secret>.ics", calendar.feed, name="feed"),
    path("calendar/<slug:secret>/", calendar.home, name="calendar_home"),
    path("calendar/<slug:secret>/times/", calendar.calendar, name="calendar"),
    path("calendar/<slug:secret>/times/<str:name>", calendar.entry, name="calendar_entry"),
    path("setup/", setup.setup, name="setup"),
    path("setup/<int:centre>/services/new/", setup.service, name="service_new"),
    path("setup/<int:centre>/services/<int:key>/", setup.service, name="service_edit"),
    path("setup/<int:centre>/people/new/", setup.provider, name="provider_new"),
    path("setup/<int:centre>/people/<int:key>/", setup.provider, name="provider_edit"),
    path("setup/people/<int:key>/patterns/", setup.pattern, name="pattern_new"),
    path("setup/patterns/<int:key>/end/", setup.end_pattern, name="pattern_end"),
    path("setup/<int:centre>/closed/", setup.black_out, name="black_out"),
    path("setup/<int:centre>/reopened/", setup.reopen, name="reopen"),
    path("setup/people/<int:key>/away/", setup.away, name="away"),
    path("setup/people/<int:key>/back/", setup.back, name="back"),
]
