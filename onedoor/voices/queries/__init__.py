"""What is read of voices."""
