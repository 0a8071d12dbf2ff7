"""卷宗 — what belongs into the volume of a mediation, what is there, how it is bound, how long it is kept."""
