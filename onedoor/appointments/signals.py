"""The one thing that others must hear of at once: somebody with an appointment has come. `config.arriving` hears it."""

from django.dispatch import Signal

# Sent with `appointment` and `by`, inside the transaction; answers with the address of the ticket made for it, or nothing.
arrived = Signal()
