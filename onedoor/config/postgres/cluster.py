"""Sets up, starts and stops the embedded PostgreSQL, shared by every command of the project that runs at the time."""

import fcntl
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from onedoor.config.env import Misconfigured
from onedoor.config.postgres import address, binaries
from onedoor.config.postgres.address import Account, Home

CONFIGURATION = """# Written anew at every start.
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 80
shared_buffers = 256MB
work_mem = 16MB
max_wal_size = 2GB
timezone = 'Asia/Shanghai'
log_timezone = 'Asia/Shanghai'
log_min_duration_statement = 2s
"""


@contextmanager
def held(home: Home | None = None) -> Iterator[None]:
    """The embedded server runs for as long as somebody holds it; the last to leave stops it.

    Nothing to do when DATABASE_URL names another server. The locks are the kernel's: a killed process lets go of them.
    """
    if home is None and not address.is_embedded():
        yield
        return
    home = prepared(home or address.home())
    with lock(home.state / "users.lock") as users:
        with lock(home.state / "start.lock") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            ensure(home)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield
        finally:
            leave(home, users)


def leave(home: Home, users: int) -> None:
    with lock(home.state / "start.lock") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        fcntl.flock(users, fcntl.LOCK_UN)
        with suppress(BlockingIOError):
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            control(home, "stop", "-m", "fast")


@contextmanager
def lock(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)


def prepared(home: Home) -> Home:
    """The folders, owned by the account; refused when they are somebody else's."""
    for folder in (home.state, home.socket):
        if not folder.exists():
            make_folder(folder, home.account)
        if folder.is_symlink() or folder.stat().st_uid != home.account.uid:
            raise Misconfigured(
                f"{folder} 属于另一个账户，请换回原账户运行，或移走该目录。"
                f"({folder} belongs to another account: run as that one, or move the folder away.)"
            )
    return home


def make_folder(folder: Path, who: Account) -> None:
    """Its own account's alone; the folders above it open to walk through, whatever root's habits are."""
    before = os.umask(0o022)
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    os.umask(before)
    os.chown(folder, who.uid, who.gid)


def ensure(home: Home) -> None:
    """Running and holding our database, whatever state it was left in."""
    programs = binaries.find(home)
    if not (home.data / "PG_VERSION").exists():
        initialise(home, programs)
    refuse_other_version(home, programs)
    if not answers(home):
        (home.data / "onedoor.conf").write_text(CONFIGURATION.format(socket=home.socket))
        start(home)
    with connect(home) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [address.NAME]).fetchone():
            connection.execute(f"CREATE DATABASE {address.NAME}")


def initialise(home: Home, programs: Path) -> None:
    """A cluster whose letters include Chinese ones (C.UTF-8) and whose pages carry checksums."""
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", "--lc-ctype=C.UTF-8"]
    if binaries.major(programs, home.account) < 17:
        locale = ["--locale=C.UTF-8"]
    run(
        home,
        programs / "initdb",
        *("-D", str(home.data), "-U", address.NAME, "-E", "UTF8", "--data-checksums", "--auth=trust"),
        *locale,
    )
    with open(home.data / "postgresql.conf", "a") as file:
        file.write("\ninclude = 'onedoor.conf'\n")


def refuse_other_version(home: Home, programs: Path) -> None:
    ours, theirs = binaries.major(programs, home.account), (home.data / "PG_VERSION").read_text().strip()
    if theirs != str(ours):
        raise Misconfigured(
            f"{home.data} 是 PostgreSQL {theirs} 的数据，现有程序是 {ours}：请按 docs/running.md 先导出再升级。"
            f"({home.data} was written by PostgreSQL {theirs}, the programs are {ours}: "
            "dump it before upgrading, see docs/running.md.)"
        )


def connect(home: Home) -> psycopg.Connection:
    return psycopg.connect(
        host=str(home.socket), user=address.NAME, dbname="postgres", autocommit=True, connect_timeout=5
    )


def answers(home: Home) -> bool:
    """Asked at the socket: a process number in a file may by now be anybody's."""
    try:
        connect(home).close()
    except psycopg.OperationalError:
        return False
    return True


def clear_stale(home: Home) -> None:
    """After a kill the old process number may be another program's, and PostgreSQL would take it for a rival."""
    for note in (home.data / "postmaster.pid", home.socket / ".s.PGSQL.5432.lock"):
        if note.exists() and not is_postgres(note.read_text().split("\n")[0].strip()):
            note.unlink()


def is_postgres(pid: str) -> bool:
    """Alive and a PostgreSQL; one that died and was not yet buried by its parent (Z) is neither."""
    if Path("/proc/self/stat").exists():
        try:
            told = Path(f"/proc/{int(pid)}/stat").read_text()
        except (OSError, ValueError):
            return False
        return "(postgres) " in told and "(postgres) Z" not in told
    asked = subprocess.run(
        ["ps", "-o", "stat=,args=", "-p", pid], capture_output=True, text=True, check=False
    )
    return "postgres" in asked.stdout and not asked.stdout.lstrip().startswith("Z")


def start(home: Home) -> None:
    """Tried for a while: after a kill the old server's children take a moment to notice and let go of the memory."""
    for pause in (0.5, 1, 2, 4, 0):
        clear_stale(home)
        try:
            control(home, "start", "-l", str(home.log), "-t", "120")
        except Misconfigured:
            if not pause:
                raise
            time.sleep(pause)
        else:
            return


def control(home: Home, verb: str, *more: str) -> None:
    run(home, binaries.find(home) / "pg_ctl", verb, "-D", home.data, "-w", "-s", *more)


def run(home: Home, program: Path, *words: str | Path) -> None:
    done = subprocess.run(
        [program, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env={**os.environ, "LC_ALL": "C", "TZ": "Asia/Shanghai"},
        **binaries.lent(home.account),
    )
    if done.returncode:
        tail = home.log.read_text().splitlines()[-5:] if home.log.exists() else []
        raise Misconfigured(
            f"内置 PostgreSQL 的 {program.name} 未成功：{done.stderr.strip()}\n" + "\n".join(tail)
        )
