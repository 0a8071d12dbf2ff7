"""/api: the machines' door, the pages that explain it, and the page of its tokens."""

from django.urls import include, path

from onedoor.api import views
from onedoor.api.door import api

app_name = "api"
_addresses, _app, _space = api.urls

urlpatterns = [
    path("api/", views.guide, name="guide"),
    path("api/v1/problems", views.problems, name="problems"),
    path("api/v1/", include(_addresses)),
    path("api/v1/<path:rest>", views.nothing, name="nothing"),
    path("api-tokens/", views.tokens, name="tokens"),
    path("api-tokens/issue/", views.issue, name="issue"),
    path("api-tokens/mine/", views.mine, name="mine"),
    path("api-tokens/<int:pk>/fetch/", views.fetch, name="fetch"),
    path("api-tokens/<int:pk>/give-back/", views.give_back, name="give_back"),
    path("api-tokens/<int:pk>/revoke/", views.revoke, name="revoke"),
]
