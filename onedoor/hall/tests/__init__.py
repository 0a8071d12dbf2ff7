"""Tests of hall."""
