"""What is read of hall."""
