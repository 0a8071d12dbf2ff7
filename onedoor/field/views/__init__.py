"""The pages of field."""
