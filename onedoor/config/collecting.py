"""What lives as long as the server does is not looked through for garbage again and again.

Python's full collection walks over every object there is. Modules, templates and the map are half a million, so that
each took 80 to 100 ms in which the process answered nobody, and came every few seconds under load.
"""

import gc

MANY = 100_000


def spare_the_lasting() -> None:
    """From now on, what outlived a full collection is put out of the collector's sight once it has become many.

    What a request had in hand at that moment is put aside with it: it goes when its last reference does, unless it
    refers to itself. That is little, and seldom: the next time comes when as many again have come to stay.
    """
    gc.callbacks.append(_after)


def _after(phase: str, told: dict[str, int]) -> None:
    if phase == "stop" and told["generation"] == 2 and len(gc.get_objects(generation=2)) > MANY:
        gc.freeze()
