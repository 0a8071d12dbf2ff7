"""Pages that every kind of case has."""
