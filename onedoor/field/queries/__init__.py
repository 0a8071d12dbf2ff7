"""What is read of field."""
