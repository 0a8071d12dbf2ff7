"""指引 — where do I turn: decision pages, forms to fill, and the library of articles, videos and leaflets."""

from onedoor.guide.models.library import Item, ItemChange, Screen, Showing, Taking

__all__ = ["Item", "ItemChange", "Screen", "Showing", "Taking"]
