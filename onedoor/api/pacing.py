"""How fast a token may call: a bucket a token, kept in the memory of the process (docs/decisions/0025)."""

import math
import threading
import time

_buckets: dict[int, tuple[float, float]] = {}
_lock = threading.Lock()


def wait_for(key: int, per_minute: int) -> int:
    """Take one call from the bucket; 0, or the whole seconds until the next one will be let through."""
    now, fill = time.monotonic(), per_minute / 60
    with _lock:
        left, at = _buckets.get(key, (float(per_minute), now))
        left = min(float(per_minute), left + (now - at) * fill)
        taken = 1 if left >= 1 else 0
        _buckets[key] = (left - taken, now)
    return 0 if taken else max(1, math.ceil((1 - left) / fill))
