"""Residents' addresses: short enough to be read out over the telephone."""

from django.urls import path

from onedoor.portal.views import aid, disputing, filing, mediating, pages, tracking

app_name = "portal"
urlpatterns = [
    path("", pages.start, name="start"),
    path("help/", pages.help_page, name="help"),
    path("privacy/", pages.privacy, name="privacy"),
    path("trust/", pages.trust, name="trust"),
    path("file/", filing.what, name="what"),
    path("file/likely/", filing.likely, name="likely"),
    path("file/where/", filing.where, name="where"),
    path("file/contact/", filing.contact, name="contact"),
    path("file/send/", filing.send, name="send"),
    path("file/slip/", filing.slip, name="slip"),
    path("file/restart/", filing.restart, name="restart"),
    path("mediate/", disputing.about, name="dispute"),
    path("mediate/who/", disputing.who, name="dispute_who"),
    path("mediate/send/", disputing.send, name="dispute_send"),
    path("mediate/slip/", disputing.slip, name="dispute_slip"),
    path("leave/", tracking.leave, name="leave"),
    path("track/", tracking.track, name="track"),
    path("track/<str:code>/", tracking.case, name="case"),
    path("track/<str:code>/photos/<uuid:pk>/", tracking.photo, name="photo"),
    path("track/<str:code>/readers/", tracking.readers, name="readers"),
    path("track/<str:code>/sms/", tracking.sms, name="sms"),
    path("track/<str:code>/aid/", aid.aid, name="aid"),
    path("track/<str:code>/aid/letters/<uuid:pk>/", aid.letter, name="aid_letter"),
    path("track/<str:code>/aid/<slug:name>/", aid.act, name="aid_act"),
    path("track/<str:code>/mediation/", mediating.mediation, name="mediation"),
    path("track/<str:code>/mediation/readers/", mediating.readers, name="mediation_readers"),
    path("track/<str:code>/mediation/papers/<uuid:pk>/", mediating.paper, name="mediation_paper"),
    path("track/<str:code>/mediation/<slug:name>/", mediating.act, name="mediation_act"),
    path("track/<str:code>/<slug:name>/", tracking.act, name="act"),
]
