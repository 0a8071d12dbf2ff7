"""Actors that are no person: the residents' door, and the house itself."""

from uuid import UUID

from onedoor.posts.actor import Actor
from onedoor.posts.queries import post_of


def resident_actor(case_ids: tuple[UUID, ...] = (), claims: tuple[tuple[UUID, UUID], ...] = ()) -> Actor:
    """居民 — acts in the portal's post and reaches only the cases opened with code and PIN."""
    return Actor(None, post_of("resident"), case_ids=tuple(case_ids), claims=tuple(claims))


def system_actor() -> Actor:
    """系统 — clocks and errands act in this post."""
    return Actor(None, post_of("system"))
