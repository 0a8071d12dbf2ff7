"""/api/v1: the machines' door."""

from django.urls import path
from ninja import NinjaAPI

from onedoor.api import matters
from onedoor.api.auth import TokenAuth
from onedoor.api.problems import answer_problems

api = NinjaAPI(
    title="一扇门开放接口",
    version="1",
    description="各步骤与网页相同；令牌属于岗位；每个 POST 都带 Idempotency-Key；时间为 ISO 8601。",
    auth=TokenAuth(),
    docs_url=None,
    urls_namespace="api",
)
answer_problems(api)
api.add_router("/matters", matters.router)

urlpatterns = [path("v1/", api.urls)]
