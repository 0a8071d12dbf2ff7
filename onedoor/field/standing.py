"""Who may end a phone that is not their own."""

from onedoor.field.models import Phone


def may_manage(phone: Phone, by) -> bool:
    """The grid managers above it, and whoever appoints to posts: none of them reads what it sent."""
    near = phone.post.region.path.startswith(by.post.region.path)
    return by.holds("posts.appoint") or by.holds("field.phones") and near
