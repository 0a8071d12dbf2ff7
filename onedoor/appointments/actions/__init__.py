"""Every change of appointments."""
