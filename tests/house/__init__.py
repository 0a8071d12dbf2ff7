"""Tests that cross rooms."""
