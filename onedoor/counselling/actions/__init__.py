"""Every change of counselling."""
