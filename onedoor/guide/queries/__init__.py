"""What is read of guide."""
