"""The ways a request can be refused. Rules raise these; pages and the API turn them into answers."""


class Problem(Exception):
    """Something the user asked for cannot be done, and we can say why in one sentence."""

    status = 400
    code = "problem"

    def __init__(self, message="", **detail):
        super().__init__(message)
        self.message, self.detail = message, detail


class NotAllowed(Problem):
    """无权限 — the post does not hold the verb, or the case is out of its reach."""

    status, code = 403, "not_allowed"


class NotFound(Problem):
    """不存在 — nothing is there, or nothing that this actor may know of: both look the same."""

    status, code = 404, "not_found"


class NotNow(Problem):
    """状态不符 — the work is not in a status this move starts from."""

    status, code = 409, "not_now"


class TooBig(Problem):
    """太大 — more was sent at once than anything here asks for."""

    status, code = 413, "too_big"


class NotValid(Problem):
    """内容不合规 — the facts given break a rule of the domain."""

    status, code = 422, "not_valid"


class TooMany(Problem):
    """次数过多 — too many tries in too short a time."""

    status, code = 429, "too_many"
