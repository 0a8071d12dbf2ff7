"""Faces that every test may use."""
