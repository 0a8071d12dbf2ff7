"""Addresses of whistles."""

from django.urls import path

from onedoor.whistles.views import blowing, classes, lists, whistle

app_name = "whistles"
urlpatterns = [
    path("", lists.whistles, name="list"),
    path("mine/", lists.mine, name="mine"),
    path("on/<str:code>/", lists.on_case, name="on_case"),
    path("new/<str:code>/", blowing.new, name="new"),
    path("emergency/", blowing.emergency, name="emergency"),
    path("classes/", classes.classes, name="classes"),
    path("<uuid:pk>/", whistle.whistle, name="whistle"),
    path("<uuid:pk>/live/", whistle.live, name="live"),
    path("<uuid:pk>/paper/", whistle.paper, name="paper"),
    path("<uuid:pk>/report/", whistle.report, name="report"),
    path("<uuid:pk>/<slug:name>/", whistle.step, name="step"),
]
