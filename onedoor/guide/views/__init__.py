"""The pages of guide."""
