"""What is read of counselling."""
