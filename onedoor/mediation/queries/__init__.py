"""Reads bigger than one filter."""
