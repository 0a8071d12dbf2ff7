"""来得多时 — how many phones this process is answering: what can wait is not done while others wait."""

from threading import BoundedSemaphore, Lock

# Its own call and one beside: more, and somebody would wait for a look at another's picture.
FEW = 2


class Answering:
    """正在回答的 — counted from the first word of a call to its answer. `with` it for as long as one lasts."""

    def __init__(self):
        self._lock, self._calls = Lock(), 0

    def __enter__(self):
        with self._lock:
            self._calls += 1

    def __exit__(self, *fault):
        with self._lock:
            self._calls -= 1

    def are_few(self) -> bool:
        return self._calls <= FEW


ANSWERING = Answering()
# One photo at a time is looked at in each process while its phone waits.
FILING = BoundedSemaphore(1)
