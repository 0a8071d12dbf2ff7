"""What pages show of cases."""

from onedoor.cases.queries.shown import ClockFace, clocks_of, is_own_work, place_of, units_of

__all__ = ["ClockFace", "clocks_of", "is_own_work", "place_of", "units_of"]
