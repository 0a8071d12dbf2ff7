"""Measuring the house beside its bounds, in one run (docs/performance.md)."""
