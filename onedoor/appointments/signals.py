"""The one thing that others must hear of at once: somebody with an appointment has come. `config.arriving` hears it."""

from django.dispatch import Signal

# Sent with `appointment`, `by` and `machine` (the page of the hall's machine at which they said so, or nothing), inside
# the transaction; answers with the address of the ticket made for it, or nothing.
arrived = Signal()
