"""Every change of registers."""
