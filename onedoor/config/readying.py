"""Everything that has to be so before the first page is served. Each step is cheap when it already is."""

import hashlib
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from onedoor.config.env import envint
from onedoor.config.postgres.fitness import require_fit
from onedoor.config.words import compile_words

# Reference data, in the order in which it leans on itself. Every command may be repeated at will.
REFERENCE = ("load_worktime", "load_places", "load_posts", "load_categories", "load_whistles")


def steps(demo: bool) -> list[tuple[str, Callable[[], object]]]:
    """What is said while it is being done, and how it is done."""
    wanted: list[tuple[str, Callable[[], object]]] = [
        ("检查数据库 (checking the database)", lambda: require_fit(connection)),
        ("更新数据表 (migrating)", lambda: call_command("migrate", interactive=False, verbosity=0)),
        ("装入基础数据 (loading reference data)", load_reference),
        ("编译译文 (compiling translations)", compile_words),
        ("收集样式与脚本 (collecting styles and scripts)", collect_static),
    ]
    if demo:
        wanted.append(("准备演示区 (preparing the demo district)", build_demo))
    return wanted


def load_reference() -> None:
    for name in REFERENCE:
        call_command(name, verbosity=0, stdout=StringIO())


def build_demo() -> None:
    """The article's own number of matters, unless somebody is content with fewer."""
    call_command("demo", matters=envint("DEMO_MATTERS", 7490), stdout=StringIO())


def collect_static() -> None:
    """Only when a file changed: naming and pressing them takes longer than looking."""
    note, now = Path(settings.STATIC_ROOT).with_suffix(".seen"), seen()
    if note.exists() and note.read_text() == now and Path(settings.STATIC_ROOT).exists():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    note.write_text(now)


def seen() -> str:
    """One digest over every source file's name, size and time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
