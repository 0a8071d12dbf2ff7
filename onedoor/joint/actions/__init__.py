"""联动的每一步 — every change to a plan or a meeting is one function of this package's modules."""
