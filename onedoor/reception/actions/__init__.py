"""Every change of reception."""
