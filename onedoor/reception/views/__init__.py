"""The pages of reception."""
