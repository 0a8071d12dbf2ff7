"""Every change of aid."""
