"""网格移动端 — a phone, what it sent, and the photos that follow."""

from onedoor.field.models.phone import Phone, ServiceLine, digest_of
from onedoor.field.models.upload import Photo, Piece, Upload

__all__ = ["Phone", "Photo", "Piece", "ServiceLine", "Upload", "digest_of"]
