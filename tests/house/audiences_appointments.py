"""Who is meant by the doors of appointments."""

# Those who give out times for others, those whose times they are, and those who say when.
APPOINTERS = {"clerk", "dispatcher", "receptionist", "aid_officer", "mediation_desk"}
GIVERS = {"counsellor", "lawyer", "mediator"}
KEEPERS = {"operator", "aid_officer"}
NONE: set[str] = set()


def expected(anyone: set[str]) -> dict[str, tuple]:
    return {
        "appointments:services": (anyone, NONE),
        "appointments:times": (anyone, NONE),
        "appointments:wait": (anyone, anyone),
        "appointments:hold": (NONE, anyone),
        "appointments:mine": (anyone, anyone),
        "appointments:confirm": (NONE, anyone),
        "appointments:slip": (anyone, NONE),
        "appointments:cancel": (NONE, anyone),
        "appointments:leave": (anyone, anyone),
        "appointments:arrive": (anyone, anyone),
        "appointments:expected": (anyone, NONE),
        "appointments:day": (APPOINTERS, NONE),
        "appointments:step": (NONE, APPOINTERS | GIVERS),
        "appointments:number": (NONE, APPOINTERS | GIVERS),
        "appointments:week": (GIVERS, NONE),
        "appointments:close": (NONE, GIVERS),
        "appointments:open_again": (NONE, GIVERS),
        "appointments:swap": (GIVERS, GIVERS),
        "appointments:renew": (NONE, GIVERS),
        "appointments:feed": (anyone, NONE),
        "appointments:calendar_home": (anyone, NONE),
        "appointments:calendar": (anyone, NONE),
        "appointments:calendar_entry": (anyone, NONE),
        "appointments:setup": (KEEPERS, NONE),
        "appointments:service_new": (KEEPERS, KEEPERS),
        "appointments:service_edit": (KEEPERS, KEEPERS),
        "appointments:provider_new": (KEEPERS, KEEPERS),
        "appointments:provider_edit": (KEEPERS, KEEPERS),
        "appointments:pattern_new": (KEEPERS, KEEPERS),
        "appointments:pattern_end": (NONE, KEEPERS),
        "appointments:black_out": (NONE, KEEPERS),
        "appointments:reopen": (NONE, KEEPERS),
        "appointments:away": (NONE, KEEPERS),
        "appointments:back": (NONE, KEEPERS),
    }
