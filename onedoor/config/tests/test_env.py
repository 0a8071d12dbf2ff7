"""A production house with a careless setting does not open (WB-07)."""

import hashlib
import json
import os
import stat
import subprocess
import sys
from base64 import b64encode

import pytest
from django.conf import settings

from onedoor.config import env


def key(name):
    """32 bytes in base64, different for each name."""
    return b64encode(hashlib.sha256(name.encode()).digest()).decode()


SOUND = {
    "PRODUCTION": "1",
    "ALLOWED_HOSTS": "yimen.example.cn",
    "SECRET_KEY": key("secret") + key("longer"),
    "INDEX_KEY": key("index"),
    "PIN_KEY": key("pin"),
    "FIELD_KEYS": json.dumps({"1": key("field")}),
    "DATABASE_URL": "postgresql://onedoor@db/onedoor",
}


def opened(**changes):
    """Reads the settings in a process of their own, as a server would; None takes a variable away."""
    wanted = {**SOUND, **changes}
    clean = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "-c", "import onedoor.config.settings"],
        cwd=settings.ROOT,
        env={**clean, **{name: value for name, value in wanted.items() if value is not None}},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_sound_configuration_opens():
    answer = opened()
    assert (answer.returncode, answer.stderr) == (0, "")


@pytest.mark.parametrize(
    "changes",
    [
        {"DEBUG": "1"},
        {"SECRET_KEY": None},
        {"SECRET_KEY": "development-only"},
        {"SECRET_KEY": "a" * 60},
        {"INDEX_KEY": None},
        {"PIN_KEY": None},
        {"PIN_KEY": SOUND["INDEX_KEY"]},
        {"FIELD_KEYS": None},
        {"FIELD_KEYS": "not json"},
        {"FIELD_KEYS": "{}"},
        {"FIELD_KEYS": '{"1": "too short"}'},
        {"ALLOWED_HOSTS": None},
        {"ALLOWED_HOSTS": "*"},
        {"ALLOWED_HOSTS": ".example.cn"},
        {"ALLOWED_HOSTS": "yimen.example.cn,*"},
        {"PRODUCTION": "maybe"},
        {"PRODUCTION": None},
        {"DATABASE_URL": "sqlite:///x"},
    ],
    ids=lambda changes: " ".join(f"{name}={value}"[:40] for name, value in changes.items()),
)
def test_a_careless_configuration_is_refused_in_one_sentence(changes):
    answer = opened(**changes)
    assert answer.returncode == 1
    assert answer.stderr.startswith("onedoor: ") and len(answer.stderr.splitlines()) == 1


def test_a_secret_may_stand_in_a_file(tmp_path, monkeypatch):
    (tmp_path / "key").write_text("from the file\n")
    monkeypatch.setenv("SOME_KEY_FILE", str(tmp_path / "key"))
    assert env.envsecret("SOME_KEY", None, env.random_key) == "from the file"


def test_an_empty_secret_file_is_refused(tmp_path, monkeypatch):
    (tmp_path / "key").write_text("\n")
    monkeypatch.setenv("SOME_KEY_FILE", str(tmp_path / "key"))
    with pytest.raises(env.Misconfigured, match="empty"):
        env.envsecret("SOME_KEY", None, env.random_key)


def test_a_made_secret_is_made_once_and_shut_to_others(tmp_path):
    first = env.envsecret("SOME_KEY", tmp_path / "secrets", env.random_key)
    assert env.envsecret("SOME_KEY", tmp_path / "secrets", env.random_key) == first
    assert stat.S_IMODE((tmp_path / "secrets" / "some_key").stat().st_mode) == 0o600
    assert [file.name for file in (tmp_path / "secrets").iterdir()] == ["some_key"]


def test_a_number_that_is_none_is_refused(monkeypatch):
    monkeypatch.setenv("PORT", "eight")
    with pytest.raises(env.Misconfigured, match="PORT=eight"):
        env.envint("PORT", 8000)


def test_djangos_own_deployment_checks_find_nothing_in_a_sound_production():
    answer = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=settings.ROOT,
        env={"PATH": os.environ["PATH"], **SOUND},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (answer.returncode, answer.stderr) == (0, "")
