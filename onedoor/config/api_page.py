"""docs/api.json, the contract of the machines' door as OpenAPI: a change of it shows in review."""

import json

from onedoor.api.urls import api

PATH = "docs/api.json"


def draw() -> str:
    """The whole contract, in a steady order."""
    contract = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(contract, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"
