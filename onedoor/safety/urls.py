"""The addresses of safety. Whoever may not know finds nothing at any of them."""

from django.urls import path

from onedoor.safety.views import acting, cases, filling, lists, reviewing

app_name = "safety"
urlpatterns = [
    path("", lists.steps, name="list"),
    path("mine/", lists.mine, name="mine"),
    path("paper/", lists.paper, name="paper"),
    path("review/", reviewing.review, name="review"),
    path("review/<uuid:key>/withdraw/", reviewing.withdraw, name="withdraw"),
    path("cases/<str:code>/", cases.one, name="case"),
    path("cases/<str:code>/panel/", cases.panel, name="panel"),
    path("cases/<str:code>/record/", cases.record, name="record"),
    path("cases/<str:code>/check/", filling.check, name="check"),
    path("cases/<str:code>/steps/<uuid:key>/", acting.step, name="step"),
    path("cases/<str:code>/lowerings/<uuid:key>/", acting.answer, name="answer"),
    path("cases/<str:code>/<slug:name>/", acting.act, name="act"),
]
