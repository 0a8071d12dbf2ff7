"""The pages of counselling."""
