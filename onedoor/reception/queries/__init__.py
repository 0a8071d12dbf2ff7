"""What is read of reception."""
