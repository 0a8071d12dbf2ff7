"""Tests of joint."""
