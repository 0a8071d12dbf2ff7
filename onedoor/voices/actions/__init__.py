"""Every change of voices."""
