"""调解 — from “we have a quarrel” to “it is performed, and nobody came back”."""
