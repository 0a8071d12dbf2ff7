"""Every change of hall."""
