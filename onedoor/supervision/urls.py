"""The ladder of supervision: their addresses."""

from django.urls import path

from onedoor.supervision.views import lists, one, rules

app_name = "supervision"
urlpatterns = [
    path("", lists.shelf, name="list"),
    path("listed/", lists.listed, name="listed"),
    path("mine/", lists.mine, name="mine"),
    path("waiting/", lists.waiting, name="waiting"),
    path("rules/", rules.rules, name="rules"),
    path("rules/<slug:code>/", rules.set_rule, name="set_rule"),
    path("cases/<str:code>/", one.panel, name="panel"),
    path("cases/<str:code>/raise/", one.raise_, name="raise"),
    path("<uuid:pk>/", one.one, name="one"),
    path("<uuid:pk>/letter/", one.letter, name="letter"),
    path("<uuid:pk>/<slug:name>/", one.step, name="step"),
]
