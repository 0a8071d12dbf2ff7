"""How templates write things."""
