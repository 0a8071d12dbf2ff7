"""Commands of matters."""
