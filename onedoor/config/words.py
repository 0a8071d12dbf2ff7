"""Compiles translations without gettext's programs, which a fresh machine lacks."""

from pathlib import Path

import polib
from django.conf import settings


def compile_words() -> list[Path]:
    """Every catalogue older than its source is written anew; returns the ones that were."""
    sources = [
        source for folder in settings.LOCALE_PATHS for source in Path(folder).glob("*/LC_MESSAGES/*.po")
    ]
    return [compiled(source) for source in sources if is_stale(source)]


def is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns


def compiled(source: Path) -> Path:
    """Written aside and moved into place: another process may be reading the old one."""
    target = source.with_suffix(".mo")
    draft = target.with_suffix(f".{id(target)}.part")
    polib.pofile(str(source)).save_as_mofile(str(draft))
    return draft.replace(target)
