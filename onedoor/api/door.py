"""The door itself: every address of /api/v1, who may call, how refusals are told."""

from ninja.renderers import JSONRenderer

from onedoor.api import matters, reference, stepping
from onedoor.api.auth import TokenAuth
from onedoor.api.describing import WORDS, Described
from onedoor.api.problems import answer_problems


class Plain(JSONRenderer):
    """Chinese as itself, a third of its escaped length."""

    json_dumps_params = {"ensure_ascii": False}


api = Described(
    title="一扇门开放接口",
    version="1",
    description=WORDS,
    auth=TokenAuth(),
    renderer=Plain(),
    docs_url=None,
    urls_namespace="api",
)
answer_problems(api)
api.add_router("/matters", matters.router)
api.add_router("/matters", stepping.router)
api.add_router("", reference.router)
