"""停电 — server and database are killed while numbers are being given out; afterwards the day goes on where it was.

The real web server, on a database server of its own that may be killed, and ticket machines that press by HTTP.
"""

import http.client
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from onedoor.config import processes
from onedoor.config.bench.hall_line import CrowdedHall
from onedoor.config.postgres import address, binaries, cluster
from onedoor.config.postgres.address import Home
from onedoor.hall.models import Device, Policy

HOST, PORT = "127.0.0.1", 8900
MACHINES, ENOUGH = 4, 50
PASS = "x" * 32


class Power:
    """A database server and a web server that can be cut off and come back."""

    def __init__(self, home: Home, port: int):
        self.home, self.port, self.web = home, port, None
        self.url = f"postgresql://{address.NAME}@/{address.NAME}?host={home.socket}"

    def on(self):
        cluster.ensure(self.home)
        self.web = processes.started(
            processes.server(HOST, self.port),
            settings.ROOT,
            True,
            DATABASE_URL=self.url,
            DB_POOL="6",
            WEB_WORKERS="1",
        )
        until = time.monotonic() + 60
        while not processes.asked(HOST, self.port):
            assert time.monotonic() < until and self.web.poll() is None, "the web server did not start"
            time.sleep(0.05)

    def cut(self):
        """All at once, as the power goes: nobody can say good-bye, and no child outlives its parent to tidy up."""
        first = int((self.home.data / "postmaster.pid").read_text().split("\n")[0])
        for process in (first, *children(first)):
            os.kill(process, signal.SIGKILL)
        os.killpg(self.web.pid, signal.SIGKILL)
        self.web.wait()

    def ask(self, question: str) -> list[tuple]:
        with psycopg.connect(self.url) as asked:
            return asked.execute(question).fetchall()


def children(parent: int) -> list[int]:
    told = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False
    )
    return [int(word) for word in told.stdout.split()]


@pytest.fixture
def power():
    """Where the server's account can walk, as the embedded cluster itself."""
    folder = Path(tempfile.mkdtemp(prefix="od", dir="/tmp"))
    folder.chmod(0o755)
    home = Home(address.account(), folder / "pg", folder / "pg" / "socket")
    with processes.own_port(HOST, PORT) as port, cluster.held(home):
        given = Power(home, port)
        yield given
        if given.web and given.web.poll() is None:
            os.killpg(given.web.pid, signal.SIGKILL)
            given.web.wait()
    shutil.rmtree(folder)


@pytest.fixture
def machine(transactional_db, town, power):
    """The address of a ticket machine in a hall that is carried over, tables and all, to where the power can go."""
    hall = CrowdedHall(town.centre, [])
    Policy.objects.create(centre=hall.centre, is_always_open=True)
    device = Device.objects.create(centre=hall.centre, kind=Device.Kind.KIOSK, name="取号机")
    place = connection.settings_dict
    login = {**os.environ, "PGPASSWORD": place["PASSWORD"]}
    words = [
        "-h",
        place["HOST"],
        "-p",
        place["PORT"] or "5432",
        "-U",
        place["USER"],
        "--no-owner",
        place["NAME"],
    ]
    programs = binaries.find(power.home)
    told = subprocess.run([programs / "pg_dump", *words], capture_output=True, check=True, env=login)
    loading = [programs / "psql", "-q", "-v", "ON_ERROR_STOP=1", power.url]
    subprocess.run(loading, input=told.stdout, stdout=subprocess.DEVNULL, check=True)
    return f"/hall/d/{device.token}/take/"


class Presses:
    """What several machines press, and what they were answered: every key has its ticket's address, or none yet."""

    def __init__(self, port: int, path: str):
        self.port, self.path, self.answers, self.stopped = port, path, {}, threading.Event()

    def press(self, key) -> bool:
        """As the machine's own form: one service, not first, with the key that makes a double tap one ticket."""
        service = f"s-{'abc'[key.int % 3]}"
        form = {
            "csrfmiddlewaretoken": PASS,
            "service": service,
            "people": "1",
            "priority": "no",
            "key": str(key),
        }
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{settings.CSRF_COOKIE_NAME}={PASS}",
            "Host": "localhost",
        }
        door = http.client.HTTPConnection(HOST, self.port, timeout=20)
        try:
            door.request("POST", self.path, urlencode(form), headers)
            answer = door.getresponse()
            if answer.status == 302:
                self.answers[key] = answer.headers["Location"].split("/n/")[1].split("/")[0]
            return answer.status == 302
        except (OSError, http.client.HTTPException):
            return False
        finally:
            door.close()

    def keep_pressing(self):
        while not self.stopped.is_set():
            key = uuid4()
            self.answers.setdefault(key, "")
            if not self.press(key):
                return

    def until_cut(self, power: Power, enough: int):
        """Machines press on; when enough numbers were given, the power goes in the midst of it."""
        machines = [threading.Thread(target=self.keep_pressing) for _n in range(MACHINES)]
        for one in machines:
            one.start()
        until = time.monotonic() + 60
        while sum(map(bool, list(self.answers.values()))) < enough and time.monotonic() < until:
            time.sleep(0.005)
        power.cut()
        self.stopped.set()
        for one in machines:
            one.join()
        self.stopped.clear()


def out_of_count(rows: list[tuple[str, int]]) -> list[str]:
    """Numbers given twice, and numbers of a letter that were skipped."""
    given = Counter(rows)
    last = {letter: max(number for other, number in rows if other == letter) for letter, _number in rows}
    wanted = {(letter, number) for letter, end in last.items() for number in range(1, end + 1)}
    wrong = [one for one, times in given.items() if times > 1] + sorted(wanted - set(given))
    return [f"{letter}{number:03d}" for letter, number in wrong]


def test_numbers_go_on_after_the_power_went_while_they_were_given_out(power, machine):
    power.on()
    presses = Presses(power.port, machine)
    presses.until_cut(power, ENOUGH)
    unanswered = [key for key, secret in presses.answers.items() if not secret]
    assert unanswered
    power.on()
    # Whoever got no answer presses again: the same key, so the same ticket if there is one. Others come after them.
    again = unanswered + [uuid4() for _n in range(ENOUGH // 2)]
    assert [presses.press(key) for key in again] == [True] * len(again)
    kept = power.ask("SELECT v.key, t.secret FROM hall_ticket t JOIN hall_visit v ON v.id = t.visit_id")
    assert dict(kept) == presses.answers
    rows = power.ask("SELECT letter, number FROM hall_ticket")
    assert (len(rows), len(rows) > ENOUGH, out_of_count(rows)) == (len(presses.answers), True, [])
    last = power.ask("SELECT letter, max(number) FROM hall_ticket GROUP BY letter ORDER BY letter")
    assert power.ask("SELECT letter, last FROM hall_series ORDER BY letter") == last
    alone = "SELECT count(*) FROM hall_ticket t WHERE (SELECT count(*) FROM hall_period p WHERE p.ticket_id = t.id) <> 1"
    assert power.ask(alone) == [(0,)]
    assert power.ask("SELECT count(DISTINCT slip_id) FROM hall_visit") == [(len(rows),)]


def test_a_number_given_twice_and_one_that_was_skipped_are_found():
    assert out_of_count([("A", 1), ("A", 2), ("B", 1)]) == []
    assert out_of_count([("A", 1), ("A", 3), ("B", 1), ("B", 1)]) == ["B001", "A002"]
