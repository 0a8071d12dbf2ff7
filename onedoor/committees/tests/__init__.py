"""Tests of the room committees."""
