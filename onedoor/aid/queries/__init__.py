"""What is read of aid."""
