"""The actor: someone acting in one post, for one purpose. Every action takes one as `by=`.

A resident acts in the portal's post, reaching only the cases whose code and PIN they gave; a timer acts in the system's post.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property
from uuid import UUID

from onedoor.places.tree import subtree_prefixes
from onedoor.posts.models import Post, Staff


@dataclass(frozen=True)
class Actor:
    """`case_ids`: the cases a resident has opened with code and PIN (reach PARTY only); `claims`: (case, party) of those
    opened with the own slip of one claimant among several. `kept`: what a page asks of the database once for this actor."""

    staff: Staff | None
    post: Post
    purpose: str = ""
    case_ids: tuple[UUID, ...] = ()
    claims: tuple[tuple[UUID, UUID], ...] = ()
    trusted: bool = False
    kept: dict[str, list] = field(default_factory=dict, compare=False, repr=False)

    def holds(self, verb: str) -> bool:
        return verb in self.post.type.verbs

    def may_grant(self, verb: str) -> bool:
        """Held to use, or held only to hand on (a security administrator appoints clerks but reads no case)."""
        return self.holds(verb) or verb in self.post.type.grants

    def party_in(self, case_id: UUID) -> UUID | None:
        """Which of several claimants of a case this is; nothing for whoever holds the case's own slip, and for staff."""
        return dict(self.claims).get(case_id)

    @cached_property
    def prefixes(self) -> list[str]:
        """The paths that a post with reach REGION answers for, asked once: a page asks for a dozen lists."""
        return subtree_prefixes(self.post.region)

    def as_reaction(self) -> "Actor":
        """The same hand, in a step that follows by rule from one already allowed. For reactions, and what is among `TRUSTING` of the house tests."""
        return replace(self, trusted=True)
