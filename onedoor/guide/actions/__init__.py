"""Every change of guide."""
