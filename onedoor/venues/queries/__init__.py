"""What is read of venues."""
