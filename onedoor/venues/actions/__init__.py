"""Every change of venues."""
