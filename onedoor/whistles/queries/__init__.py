"""What pages show of whistles."""
