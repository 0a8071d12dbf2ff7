"""How long a phone may be without the server, and how much it may send at once."""

from datetime import timedelta

OFFLINE = timedelta(days=14)
MOST_ITEMS = 50
MOST_BODY = 512 * 1024
MOST_PIECE = 256 * 1024
# Smaller ones only at the end of a photo: each is a row.
LEAST_PIECE = 16 * 1024
MOST_PHOTO = 2 * 1024 * 1024
MOST_PHOTOS = 6
# What one post has announced and not sent; what of it lies here in pieces. No honest fortnight comes near.
MOST_ANNOUNCED = 1024 * 1024 * 1024
MOST_LYING = 128 * 1024 * 1024
# Whoever stores an item does it at once; what is left after so long is done by the house.
LEFT_OVER = timedelta(minutes=10)
# Unfinished pieces, and what was stored as it came, are kept so long.
KEPT = timedelta(days=30)
MINE = timedelta(days=30)
SKEWED = timedelta(minutes=5)
