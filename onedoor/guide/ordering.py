"""Putting rows in order by two buttons, up and down."""


def moved(rows: list, row, up: bool) -> list:
    """The rows with the one moved by a place and all numbered anew; at an end nothing moves."""
    place = rows.index(row)
    other = place + (-1 if up else 1)
    if not 0 <= other < len(rows):
        return []
    rows[place], rows[other] = rows[other], rows[place]
    numbers = sorted(one.order for one in rows)
    if len(set(numbers)) < len(numbers):
        numbers = list(range(1, len(rows) + 1))
    for one, number in zip(rows, numbers, strict=True):
        one.order = number
    return rows
