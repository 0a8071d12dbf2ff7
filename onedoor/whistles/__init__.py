"""吹哨报到 — a centre calls units in, they answer and come; emergencies on one page."""
