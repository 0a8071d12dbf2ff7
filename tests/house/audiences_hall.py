"""Who is to come in where, of the hall and its rooms: who sets it up, stands in it, and looks after its machines."""

NONE: set[str] = set()
OPERATOR = {"operator"}
# Those who set up a hall, read its figures, or look after its machines.
KEEPERS = {"dispatcher", "operator"}
READERS = {"clerk", "dispatcher", "leader", "operator"}
TECHNICIANS = {"operator", "system_admin"}
# Those who look at a hall's equipment.
CHECKERS = {"clerk", "dispatcher", "operator", "receptionist"}


# What only those do who set it up and look after it.
KEPT = {
    "hall:figures": (READERS, NONE),
    "hall:figures_sheet": (READERS, NONE),
    "hall:setup": (KEEPERS, NONE),
    "hall:planning": (KEEPERS, KEEPERS),
    "hall:seat": (KEEPERS, KEEPERS),
    "hall:policy": (KEEPERS, KEEPERS),
    "hall:service_new": (KEEPERS, KEEPERS),
    "hall:service_edit": (KEEPERS, KEEPERS),
    "hall:window_new": (KEEPERS, KEEPERS),
    "hall:window_edit": (KEEPERS, KEEPERS),
    "hall:group_new": (KEEPERS, KEEPERS),
    "hall:group_edit": (KEEPERS, KEEPERS),
    "hall:skills": (KEEPERS, KEEPERS),
    "hall:devices": (TECHNICIANS, NONE),
    "hall:device_new": (TECHNICIANS, TECHNICIANS),
    "hall:device_edit": (TECHNICIANS, TECHNICIANS),
    "hall:printer_new": (TECHNICIANS, TECHNICIANS),
    "hall:printer_edit": (TECHNICIANS, TECHNICIANS),
    "hall:device_renew": (NONE, TECHNICIANS),
    "venues:centre_new": (OPERATOR, OPERATOR),
    "venues:centre_edit": (OPERATOR, OPERATOR),
    "venues:room_new": (OPERATOR, OPERATOR),
    "venues:room_edit": (OPERATOR, OPERATOR),
    "venues:close_day": (NONE, OPERATOR),
    "venues:open_day": (NONE, OPERATOR),
    "venues:my_equipment": (CHECKERS, NONE),
    "venues:equipment": (CHECKERS, NONE),
    "venues:check": (NONE, CHECKERS),
    "venues:fault": (CHECKERS, CHECKERS),
    "venues:equipment_new": (OPERATOR, OPERATOR),
    "venues:equipment_edit": (OPERATOR, OPERATOR),
}


def _visited(ANYONE, RECEIVERS, SERVERS) -> dict[str, tuple[set[str], set[str]]]:
    return {
        "hall:device": (ANYONE, NONE),
        "hall:kiosk_take": (ANYONE, ANYONE),
        "hall:kiosk_ticket": (ANYONE, NONE),
        "hall:kiosk_printing": (ANYONE, NONE),
        "hall:ticket": (ANYONE, NONE),
        "hall:leave": (NONE, ANYONE),
        "hall:rejoin": (NONE, ANYONE),
        "hall:my_ticket": (ANYONE, ANYONE),
        "hall:desk_take": (RECEIVERS, RECEIVERS),
        "hall:desk_ticket": (RECEIVERS, NONE),
        "hall:desk_again": (NONE, RECEIVERS),
        "hall:printers": (SERVERS | RECEIVERS | TECHNICIANS, NONE),
        "hall:printer_check": (NONE, RECEIVERS | TECHNICIANS),
        "hall:printer_test": (NONE, RECEIVERS | TECHNICIANS),
        "hall:pad_rate": (NONE, ANYONE),
        "hall:rate": (ANYONE, ANYONE),
        "hall:plan": (ANYONE, NONE),
        "hall:windows": (SERVERS, NONE),
        "hall:window": (SERVERS, NONE),
        "hall:window_line": (SERVERS, NONE),
        "hall:window_call": (NONE, SERVERS),
        "hall:window_move": (NONE, SERVERS),
        "hall:window_visitor": (NONE, SERVERS),
        "hall:window_seat": (NONE, SERVERS),
        "hall:window_step": (NONE, SERVERS),
        "hall:seat_link": (SERVERS, NONE),
        "hall:line": (RECEIVERS, NONE),
        "hall:line_step": (NONE, RECEIVERS),
        "hall:line_day": (NONE, RECEIVERS),
        "hall:line_stand": (NONE, RECEIVERS),
    }


def _booked(ANYONE, BOOKERS) -> dict[str, tuple[set[str], set[str]]]:
    return {
        "venues:centres": (ANYONE, NONE),
        "venues:centre": (ANYONE, NONE),
        "venues:rooms": (BOOKERS, NONE),
        "venues:room": (BOOKERS, NONE),
        "venues:book": (BOOKERS, BOOKERS),
        "venues:bookings": (BOOKERS, NONE),
        "venues:booking": (BOOKERS, BOOKERS),
        "venues:cancel": (NONE, BOOKERS),
        "venues:sign": (ANYONE, NONE),
    }


def expected(ANYONE, RECEIVERS, SERVERS, BOOKERS) -> dict[str, tuple[set[str], set[str]]]:
    """URL name: (who may GET, who may POST)."""
    return KEPT | _visited(ANYONE, RECEIVERS, SERVERS) | _booked(ANYONE, BOOKERS)
