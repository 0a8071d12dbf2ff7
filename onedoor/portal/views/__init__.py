"""Residents' pages: the door itself, filing, following one's own case."""
