"""Every change of field."""
