"""Why a phone is not listened to: each has a code of its own, because the app does something else for each."""

from onedoor.kit.problems import NotAllowed, NotNow, Problem


class Unknown(Problem):
    """不认识 — no such phone, or not its token."""

    status, code = 401, "unknown"


class Lost(Problem):
    """已停用 — the phone was ended: it forgets everything as soon as it hears this."""

    status, code = 410, "lost"


class Replaced(Problem):
    """已换手机 — another phone took its place: it sends what it still holds, and then forgets everything."""

    status, code = 410, "replaced"


class Gone(NotAllowed):
    """已离岗 — its worker serves here no more: it shuts, and forgets what it was given to read."""

    code = "gone"


class SignInAgain(NotAllowed):
    """重新登录 — the sign-in that stands here has had the key once already."""

    code = "sign_in"


class Live(NotNow):
    """已有手机 — there is one in use, which may hold what was never sent: somebody has to say yes first."""

    code = "live"
