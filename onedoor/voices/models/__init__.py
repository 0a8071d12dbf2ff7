"""社情民意 — what people talk about, on a topic and a place, with no person in it."""
