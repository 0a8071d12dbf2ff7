"""Where the database is: read from DATABASE_URL, else worked out from where the project lies. Starts nothing."""

import hashlib
import os
import pwd
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from onedoor.config.env import Misconfigured, envstr

ROOT = Path(__file__).resolve().parents[3]
NAME = "onedoor"
# A socket's whole path has to fit into 104 bytes on macOS and 108 on Linux, its last byte included.
LONGEST = 103 - len("/.s.PGSQL.5432")


@dataclass(frozen=True)
class Account:
    """The account the server runs as: PostgreSQL refuses to run as root, so root lends it to nobody."""

    name: str
    uid: int
    gid: int

    @property
    def dropped(self) -> bool:
        return self.uid != os.geteuid()


@dataclass(frozen=True)
class Home:
    """The embedded cluster's folders, and whose they are."""

    account: Account
    state: Path
    socket: Path

    @property
    def data(self) -> Path:
        return self.state / "data"

    @property
    def log(self) -> Path:
        return self.state / "log"


@cache
def account() -> Account:
    try:
        entry = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    except KeyError as missing:
        raise Misconfigured(
            "内置 PostgreSQL 需要一个有名字的账户（以 root 运行时为 nobody），本机没有：请设置 DATABASE_URL。"
            "(The embedded PostgreSQL needs an account with a name, nobody's when root: set DATABASE_URL.)"
        ) from missing
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def reachable(path: Path, who: Account) -> bool:
    """May the account walk down to `path`? Asked for an account that owns none of the folders above it."""
    above = [folder for folder in path.parents if folder.exists()]
    return not who.dropped or all(folder.stat().st_mode & 0o001 for folder in above)


@cache
def home(root: Path = ROOT, who: Account | None = None) -> Home:
    """`var/postgres` of the project; a folder of the machine when the lent account cannot walk that far."""
    who, mark = who or account(), hashlib.sha256(str(root).encode()).hexdigest()[:12]
    # A cluster belongs to the programs that made it: other programs, another folder.
    programs = envstr("POSTGRES_PROGRAMS")
    kind = f"postgres-{Path(programs).parent.name}" if programs else "postgres"
    state = root / "var" / kind
    if not reachable(state, who):
        state = Path("/var/lib/onedoor") / mark / kind
    socket = state / "socket"
    if len(os.fsencode(socket)) > LONGEST:
        socket = (
            Path(envstr("XDG_RUNTIME_DIR", "/tmp") if not who.dropped else "/tmp") / f"onedoor-{mark}-{kind}"
        )
    return Home(who, state, socket)


def is_embedded() -> bool:
    return not envstr("DATABASE_URL")


def database(pool: int = 0) -> dict:
    """Django's DATABASES entry. What the URL's query asks for is kept; a pool is added to it, never put in its place."""
    url = envstr("DATABASE_URL") or f"postgresql://{NAME}@/{NAME}?host={home().socket}"
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise Misconfigured(
            "DATABASE_URL 应形如 postgresql://用户:密码@主机:端口/库名。"
            "(DATABASE_URL must look like postgresql://user:password@host:port/name.)"
        )
    # What is sent at every request is planned once a connection (kit/prepared.py).
    options: dict = {"prepare_threshold": 5, **dict(parse_qsl(parts.query))}
    host = options.pop("host", "") or parts.hostname or ""
    if pool:
        options |= {"pool": {"min_size": 1, "max_size": pool, "timeout": 10}}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": not pool,
        "OPTIONS": options,
    }
