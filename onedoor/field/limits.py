"""How long a phone may be without the server, and how much it may send at once."""

from datetime import timedelta

OFFLINE = timedelta(days=14)
MOST_ITEMS = 50
MOST_BODY = 512 * 1024
MOST_PIECE = 256 * 1024
MOST_PHOTO = 2 * 1024 * 1024
MOST_PHOTOS = 6
# Unfinished pieces, and what was stored as it came, are kept so long.
KEPT = timedelta(days=30)
MINE = timedelta(days=30)
SKEWED = timedelta(minutes=5)
