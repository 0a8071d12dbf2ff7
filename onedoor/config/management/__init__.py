"""Commands of the whole house: start it, compile its words, draw its documents."""
