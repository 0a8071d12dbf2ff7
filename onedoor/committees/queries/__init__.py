"""Reads of this room bigger than one filter."""
