"""Who is to come in where, of surveys: those who ask, those who are asked, and collecting apps by their own password."""

NONE: set[str] = set()
ASKERS = {"operator"}
ASKED = {"grid_worker", "grid_manager"}


def expected() -> dict[str, tuple[set[str], set[str]]]:
    """URL name: (who may GET, who may POST)."""
    return {
        "surveys:list": (ASKERS | ASKED, NONE),
        "surveys:sample": (ASKERS, NONE),
        "surveys:new": (ASKERS, ASKERS),
        "surveys:survey": (ASKERS, NONE),
        "surveys:again": (NONE, ASKERS),
        "surveys:decide": (NONE, ASKERS),
        "surveys:end": (NONE, ASKERS),
        "surveys:source": (ASKERS, NONE),
        "surveys:replies": (ASKERS, NONE),
        "surveys:photo": (ASKERS, NONE),
        "surveys:export": (NONE, ASKERS),
        "surveys:fill": (ASKED, ASKED),
        "surveys:password": (ASKED, ASKED),
        "surveys:end_password": (NONE, ASKED),
        # Whoever comes by a browser's session is asked for an app password.
        "surveys:openrosa_root": (NONE, NONE),
        "surveys:openrosa_list": (NONE, NONE),
        "surveys:openrosa_submission": (NONE, NONE),
        "surveys:openrosa_form": (NONE, NONE),
        "surveys:openrosa_manifest": (NONE, NONE),
        "surveys:openrosa_medium": (NONE, NONE),
    }
