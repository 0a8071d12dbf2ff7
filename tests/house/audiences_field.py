"""Who is to come in where, of grids and their phones."""

WORKERS = {"grid_worker", "grid_manager"}
MANAGERS = {"grid_manager", "village_head", "operator"}
SECURITY = {"security_admin"}
NONE: set[str] = set()
# A phone's own token and nothing else: whoever is signed in at a page has no business there.
PHONES_ONLY = NONE


def expected(anyone: set[str]) -> dict[str, tuple[set[str], set[str]]]:
    """URL name: (who may GET, who may POST)."""
    return {
        "field:app": (anyone, NONE),
        "field:worker": (anyone, NONE),
        "field:files": (anyone, NONE),
        "field:phones": (WORKERS, WORKERS),
        "field:share": (NONE, WORKERS),
        "field:items": (NONE, PHONES_ONLY),
        "field:photo": (NONE, NONE),
        "field:feed": (PHONES_ONLY, NONE),
        "field:map": (PHONES_ONLY, NONE),
        "field:drafts": (NONE, PHONES_ONLY),
        "field:lost": (NONE, PHONES_ONLY),
        "field:leave": (NONE, PHONES_ONLY),
        "field:leaflet": (anyone, NONE),
        "field:workers": (MANAGERS, NONE),
        "field:seat": (MANAGERS, MANAGERS),
        "field:end_phone": (NONE, MANAGERS | SECURITY),
        "field:lost_phones": (SECURITY, NONE),
        "field:find_grid": (anyone, anyone),
        "field:grid": (anyone, NONE),
    }
