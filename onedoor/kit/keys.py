"""Keys. UUIDv7: unique without asking the database, and in order of time so that indexes stay compact (RFC 9562 §5.7).
Secrets: for addresses that only their holder knows."""

import os
import secrets
import time
import uuid

SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"


def uuid7() -> uuid.UUID:
    """48 bits of milliseconds, then 74 random bits."""
    stamp = time.time_ns() // 1_000_000
    value = (stamp & (2**48 - 1)) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def secret() -> str:
    """For an address that cannot be guessed: 12 signs, about 59 bits, none of them mistaken for another."""
    return "".join(secrets.choice(SIGNS) for _n in range(12))
