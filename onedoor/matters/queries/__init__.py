"""Reads bigger than one filter: what waits for a post, worklists, the page of one matter."""
