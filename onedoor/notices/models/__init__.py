"""What was said to whom, by which channel it went out, in whose words, and the digest of a day."""

from onedoor.notices.models.delivery import Channel, Contact, Delivery, OptOut
from onedoor.notices.models.digest import Digest, MailboxChange, Subscription
from onedoor.notices.models.notice import Notice, Reading, ReadMark
from onedoor.notices.models.wording import Wording

__all__ = [
    "Channel",
    "Contact",
    "Delivery",
    "Digest",
    "MailboxChange",
    "Notice",
    "OptOut",
    "ReadMark",
    "Reading",
    "Subscription",
    "Wording",
]
