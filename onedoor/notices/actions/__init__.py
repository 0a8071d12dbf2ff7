"""Everything that changes what was said, how it goes out, and in whose words."""

from onedoor.notices.actions.choosing import drop_contact, keep_contact, opt_in, opt_out, subscribe
from onedoor.notices.actions.digesting import keep_digest
from onedoor.notices.actions.reading import mark_one_read, mark_read
from onedoor.notices.actions.sending import forget_old, send_again, send_due
from onedoor.notices.actions.telling import tell, tell_person, tell_post, tell_posts, tell_resident
from onedoor.notices.actions.wording import reword

__all__ = [
    "drop_contact",
    "forget_old",
    "keep_contact",
    "keep_digest",
    "mark_one_read",
    "mark_read",
    "opt_in",
    "opt_out",
    "reword",
    "send_again",
    "send_due",
    "subscribe",
    "tell",
    "tell_person",
    "tell_post",
    "tell_posts",
    "tell_resident",
]
