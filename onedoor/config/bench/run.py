"""The whole bench, in the order in which one part leaves the database to the next."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from onedoor.config.bench import (
    atlas,
    bookings,
    clocks,
    crowd,
    duties,
    hall_calls,
    hall_waits,
    intake,
    live,
    pages,
    phones,
    rush,
    volumes,
)
from onedoor.config.bench.bookings_office import Office
from onedoor.config.bench.figures import Figure, Goal
from onedoor.config.bench.site import own_database, prepare, serving

A_MINUTE = Goal(60)


@dataclass(frozen=True)
class Size:
    """How much is measured, and how long."""

    matters: int
    still_open: int
    crowd: int
    clocks: int
    repeats: int
    looks: int
    seconds: float
    days: int
    phones: int
    phones_within: float
    slots: int
    volumes: int


WHOLE = Size(
    matters=7490,
    still_open=90,
    crowd=100_000,
    clocks=10_000,
    repeats=3,
    looks=60,
    seconds=5,
    days=3,
    phones=1766,
    phones_within=600,
    slots=10_000,
    volumes=100,
)
QUICK = Size(
    matters=1500,
    still_open=60,
    crowd=10_000,
    clocks=1_000,
    repeats=3,
    looks=20,
    seconds=1,
    days=1,
    phones=100,
    phones_within=40,
    slots=3_000,
    volumes=20,
)
PARTS = (
    "demo",
    "pages",
    "locate",
    "crowd",
    "duties",
    "live",
    "waits",
    "calls",
    "bookings",
    "rush",
    "intake",
    "phones",
    "volumes",
    "ring",
)


def figures(size: Size, parts: tuple[str, ...] = PARTS) -> Iterator[Figure]:
    """Each as soon as it is measured. The crowd is not a figure: it is what comes after it that is measured in it."""
    with own_database() as name:
        seconds = prepare(size.matters, size.still_open)
        if "demo" in parts:
            yield Figure(f"demo_build.{size.matters}", "s", [seconds], goal=A_MINUTE)
        with serving(name) as site:
            yield from _parts(site, name, size, parts)


def _parts(site, name: str, size: Size, parts: tuple[str, ...]) -> Iterator[Figure]:
    if "pages" in parts:
        yield from pages.measure(site, size.matters, repeats=size.repeats, looks=size.looks)
    if "locate" in parts:
        yield from atlas.measure(repeats=size.repeats)
    if "crowd" in parts:
        crowd.grow(size.crowd)
        if "pages" in parts:
            yield from pages.measure(site, size.crowd, repeats=size.repeats, looks=size.looks)
    if "duties" in parts:
        yield from duties.measure(site, repeats=size.repeats, looks=size.looks)
    if "live" in parts:
        yield from live.measure(site, name, repeats=size.repeats, presses=size.looks // 6)
    yield from _hall(name, size, parts)
    yield from _appointments(site, size, parts)
    yield from _taken_in(site, name, size, parts)
    if "volumes" in parts:
        yield from volumes.measure(size.volumes)
    # Last: what was taken in has left enough clocks running.
    if "ring" in parts:
        yield from clocks.measure(size.clocks, repeats=size.repeats)


def _taken_in(site, name: str, size: Size, parts: tuple[str, ...]) -> Iterator[Figure]:
    if "intake" in parts:
        senders = intake.Senders(intake.ONE.connections)
        for kind in (intake.ONE, intake.MANY):
            yield from intake.measure(site, name, senders, kind, repeats=size.repeats, seconds=size.seconds)
        yield intake.repeat_writes_nothing(site, senders)
    if "phones" in parts:
        yield from phones.measure(name, phones=size.phones, seconds=size.phones_within)


def _hall(name: str, size: Size, parts: tuple[str, ...]) -> Iterator[Figure]:
    if "waits" in parts:
        yield from hall_waits.measure(size.days, repeats=size.repeats)
    if "calls" in parts:
        yield from hall_calls.measure(name, repeats=size.repeats, seconds=size.seconds)


def _appointments(site, size: Size, parts: tuple[str, ...]) -> Iterator[Figure]:
    if not {"bookings", "rush"} & set(parts):
        return
    office = Office(size.slots)
    if "bookings" in parts:
        yield from bookings.measure(site, office, repeats=size.repeats, looks=size.looks)
    if "rush" in parts:
        yield from rush.measure(office)


def timed(size: Size, parts: tuple[str, ...]) -> Iterator[tuple[Figure, float]]:
    """Each figure with how long the bench has been running."""
    began = time.monotonic()
    for figure in figures(size, parts):
        yield figure, time.monotonic() - began
