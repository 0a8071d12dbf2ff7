"""The way a session or an offer changes: along an arrow of its own table, under the lock of the mediation's case."""

from contextlib import contextmanager

from onedoor.cases.moving import acting


@contextmanager
def turning(row, name: str, *, by, **facts):
    """`cases.moving.moving` for what belongs to a mediation: gives the mediation and the row as they are now, saves both."""
    arrow = row.lifecycle.moves[name]
    with acting(row.mediation, arrow.verb, arrow.event, arrow.label, by=by, **facts) as fresh:
        now = type(row).objects.for_rows().get(pk=row.pk, mediation=fresh)
        now.mediation = fresh
        now.lifecycle.move(name, now.status)
        yield fresh, now
        turn(now, name)


def turn(row, name: str) -> None:
    """Along the arrow, inside whatever action holds the case and tells of it."""
    row.status = row.lifecycle.move(name, row.status).to
    row.save()
