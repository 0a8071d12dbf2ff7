"""谁办的 — who has put right what a case is about: they are the last ones to say whether it is so."""

from typing import NamedTuple

from onedoor.cases.models import Case

# Whoever wrote one of these says that the thing is done, at a desk, in a unit or on the spot.
SAID_DONE = ("matter.settled", "matter.resolved", "matter.contributed")
REGISTERED = "matter.registered"


class Doers(NamedTuple):
    """Chairs and persons: somebody else in the same chair is no second pair of eyes, nor is the same person in another."""

    posts: frozenset[int] = frozenset()
    staff: frozenset[int] = frozenset()

    def has(self, by) -> bool:
        return by.post.pk in self.posts or (by.staff is not None and by.staff.pk in self.staff)


def doers_of(case: Case) -> Doers:
    """Those who said that it is done; and who registered it from the same chair that put it right on the spot."""
    told = case.events.filter(verb__in=(*SAID_DONE, REGISTERED)).values_list("verb", "post", "staff")
    rows = list(told)
    posts = frozenset(post for verb, post, _staff in rows if verb != REGISTERED)
    staff = frozenset(staff for _verb, post, staff in rows if staff and post in posts)
    return Doers(posts, staff)
