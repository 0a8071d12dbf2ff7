"""One server a folder, on a port that is free, and nothing left when it goes."""

import signal
import socket
import sys
import time

import pytest

from onedoor.config import processes


def test_a_second_server_in_the_same_folder_is_told_where_the_first_is(tmp_path):
    with processes.only_one(tmp_path / "server"):
        (tmp_path / "server").write_text("http://localhost:8000/")
        with (
            pytest.raises(processes.AlreadyRunning, match="http://localhost:8000/"),
            processes.only_one(tmp_path / "server"),
        ):
            pass
    with processes.only_one(tmp_path / "server"):
        assert (tmp_path / "server").read_text() == ""


def test_a_taken_port_gives_the_next():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with processes.own_port("127.0.0.1", port) as another:
            assert port < another <= port + 49


def test_two_starting_together_never_share_a_port():
    """Nothing listens yet on the first one's: only the lock tells the second."""
    with processes.own_port("127.0.0.1", 8900) as one, processes.own_port("127.0.0.1", 8900) as other:
        assert one != other


def test_a_child_that_will_not_go_is_put_out(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "GRACE", 0.3)
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open('deaf', 'w'); time.sleep(60)"
    child = processes.started([sys.executable, "-c", stubborn], tmp_path)
    while not (tmp_path / "deaf").exists():
        time.sleep(0.05)
    try:
        processes.stop([child])
    finally:
        for number, handler in zip((signal.SIGINT, signal.SIGTERM), before, strict=True):
            signal.signal(number, handler)
    assert child.returncode == -signal.SIGKILL


def test_a_child_that_ends_by_itself_is_noticed(tmp_path):
    child = processes.started([sys.executable, "-c", "pass"], tmp_path)
    with pytest.raises(processes.Misconfigured, match="意外结束"):
        processes.watch([child])
