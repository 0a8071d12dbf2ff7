"""What is read of appointments."""
