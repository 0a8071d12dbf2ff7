"""Who may come in where: every address of the house and every method, declared. What is not declared is shut.

To add a page: put a line with its URL name here, `"app:thing": door(GET=…, POST=…)`. A value is one of

    EVERYONE            anybody, signed in or not
    SIGNED_IN           staff acting in a post (any post)
    SIGNED_IN_NO_POST   staff signed in, even before a post is chosen
    RESIDENT_KEY        a resident who has given a case's code and PIN (posts.sessions.RESIDENT_CASES in the session)
    TOKEN               a partner's API token (checked by the API itself)
    "matter.accept"     staff whose post holds this verb
    ("a", "b")          staff whose post holds any of these verbs

A method without a value answers 405; HEAD goes where GET goes. `tests/house/test_doors.py` fails on a URL without a line,
a line without a URL, an unknown verb, and on any page that lets in another post type than its own table says.
"""

from enum import Enum

from onedoor.matters.steps import STEPS


class Audience(Enum):
    """Who comes in without a particular verb."""

    EVERYONE = "everyone"
    SIGNED_IN = "signed in"
    SIGNED_IN_NO_POST = "signed in, no post yet"
    RESIDENT_KEY = "resident with code and PIN"
    TOKEN = "API token"


EVERYONE, SIGNED_IN, SIGNED_IN_NO_POST, RESIDENT_KEY, TOKEN = Audience


def door(**methods) -> dict:
    """GET, POST, … each with its audience or verbs; one verb and several are kept alike, as a tuple."""
    doors = {method: (who,) if isinstance(who, str) else who for method, who in methods.items()}
    return {**doors, "HEAD": doors["GET"]} if "GET" in doors else doors


ACCOUNT = {
    "account_login": door(GET=EVERYONE, POST=EVERYONE),
    "posts:logout": door(POST=EVERYONE),
    "posts:choose": door(GET=SIGNED_IN_NO_POST),
    "posts:switch": door(POST=SIGNED_IN_NO_POST),
    "posts:account": door(GET=SIGNED_IN_NO_POST),
    "posts:password": door(GET=SIGNED_IN_NO_POST, POST=SIGNED_IN_NO_POST),
    "posts:logout-everywhere": door(POST=SIGNED_IN_NO_POST),
    "home": door(GET=SIGNED_IN_NO_POST),
    "config:language": door(POST=EVERYONE),
    "config:type-size": door(POST=EVERYONE),
}

PEOPLE = {
    "posts:orgs": door(GET=("posts.appoint", "posts.define")),
    "posts:org": door(GET=("posts.appoint", "posts.define")),
    "posts:open-post": door(GET="posts.define", POST="posts.define"),
    "posts:appoint": door(GET="posts.appoint", POST="posts.appoint"),
    "posts:end-tenure": door(GET="posts.appoint", POST="posts.appoint"),
    "posts:staff": door(GET="posts.appoint"),
    "posts:enrol": door(GET="posts.appoint", POST="posts.appoint"),
    "posts:renew-password": door(POST="posts.appoint"),
    "posts:disable": door(POST="posts.appoint"),
    "posts:enable": door(POST="posts.appoint"),
    "posts:types": door(GET=("posts.appoint", "posts.define")),
}

CALENDAR = {
    "worktime:calendar": door(GET=SIGNED_IN),
    "worktime:year": door(GET=SIGNED_IN),
    "worktime:set-day": door(POST="worktime.edit"),
    "worktime:remove-day": door(POST="worktime.edit"),
    "worktime:publish": door(POST="worktime.edit"),
}

JOBS = {
    "jobs": door(GET="jobs.see"),
    "jobs-retry": door(POST="jobs.see"),
    "jobs-give-up": door(POST="jobs.see"),
}

# What everybody in a hall sees on the wall.
LIVE = {"live-now": door(GET=EVERYONE)}

AUDIT = {"audit:log": door(GET="audit.read")}

PLACES = {
    "places:map": door(GET=EVERYONE),
    "places:children": door(GET=EVERYONE),
}

API = {
    "api:guide": door(GET=EVERYONE),
    "api:problems": door(GET=EVERYONE),
    "api:nothing": door(GET=EVERYONE, POST=EVERYONE),
    "api:api-root": door(GET=EVERYONE),
    "api:openapi-json": door(GET=EVERYONE),
    "api:register": door(GET=TOKEN, POST=TOKEN),
    # The same address under the name of its other method.
    "api:page": door(GET=TOKEN, POST=TOKEN),
    "api:register_batch": door(POST=TOKEN),
    "api:read": door(GET=TOKEN),
    "api:events": door(GET=TOKEN),
    "api:add_papers": door(POST=TOKEN),
    "api:categories": door(GET=TOKEN),
    "api:regions": door(GET=TOKEN),
    **{f"api:take_{step}": door(POST=TOKEN) for step in STEPS},
    "api:tokens": door(GET="api.token"),
    "api:issue": door(GET="api.token", POST="api.token"),
    "api:revoke": door(POST="api.token"),
    # Whoever answers for a token, in whichever post they act now.
    "api:mine": door(GET=SIGNED_IN),
    "api:fetch": door(POST=SIGNED_IN),
    "api:give_back": door(POST=SIGNED_IN),
}

MATTERS = {
    "matters:my_work": door(GET="case.see"),
    "matters:worklist": door(GET="case.see"),
    "matters:matter": door(GET="case.see"),
    "matters:visitor_panel": door(GET="hall.serve"),
    # Which step a post may take, the step itself says.
    "matters:step": door(GET="case.see", POST="case.see"),
    "matters:desk": door(GET="matter.register", POST="matter.register"),
    "matters:desk_help": door(POST="matter.register"),
    "matters:communities": door(GET="matter.register"),
    "matters:export": door(GET="matter.export", POST="matter.export"),
    "matters:keep_view": door(POST="case.see"),
    "matters:drop_view": door(POST="case.see"),
    "matters:import": door(GET="matter.import", POST="matter.import"),
    "matters:import_run": door(GET="matter.import", POST="matter.import"),
    "matters:import_progress": door(GET="matter.import"),
    "matters:import_bad_rows": door(GET="matter.import"),
    "matters:proposals": door(GET="matter.merge"),
    "matters:propose": door(POST="matter.merge"),
    "matters:decide": door(POST="matter.merge"),
    "matters:duty_list": door(GET="case.see"),
    "matters:duty": door(GET="case.see"),
    "matters:duty_sheet": door(GET="case.see"),
    "matters:duty_new": door(GET="duty_list.edit", POST="duty_list.edit"),
    "matters:duty_edit": door(GET="duty_list.edit", POST="duty_list.edit"),
    "matters:duty_end": door(POST="duty_list.edit"),
    "matters:duty_bring": door(GET="duty_list.edit", POST="duty_list.edit"),
    "matters:returns": door(GET=("matter.triage", "matter.rule", "duty_list.edit")),
    "matters:likely": door(GET="case.see"),
    "matters:slip": door(GET="matter.register"),
    "matters:renew": door(GET="person.look_up", POST="person.look_up"),
    "matters:claimant_slip": door(GET="person.look_up", POST="person.look_up"),
    "cases:paper": door(GET="case.see"),
    "cases:reveal": door(GET="person.reveal", POST="person.reveal"),
    "cases:duties": door(GET="case.see"),
    "cases:my_duties": door(GET="duty.do"),
    "cases:duty": door(GET="case.see", POST=("duty.do", "duty.give")),
    "notices:list": door(GET=SIGNED_IN),
    "notices:read": door(POST=SIGNED_IN),
}

SUPERVISION = {
    "supervision:list": door(GET="case.see"),
    "supervision:listed": door(GET="case.see"),
    "supervision:mine": door(GET="supervision.reply"),
    "supervision:waiting": door(GET=("supervision.raise", "supervision.reply")),
    "supervision:rules": door(GET="supervision.rules"),
    "supervision:set_rule": door(POST="supervision.rules"),
    "supervision:panel": door(GET="case.see"),
    "supervision:raise": door(GET="supervision.raise", POST="supervision.raise"),
    "supervision:one": door(GET="case.see"),
    "supervision:letter": door(GET="case.see"),
    "supervision:step": door(
        GET=("supervision.raise", "supervision.reply"), POST=("supervision.raise", "supervision.reply")
    ),
}

NOTICES = {
    "notices:bell": door(GET=SIGNED_IN),
    "notices:open": door(GET=SIGNED_IN),
    "notices:read_one": door(POST=SIGNED_IN),
    "notices:contacts": door(GET=SIGNED_IN, POST=SIGNED_IN),
    "notices:digests": door(GET=SIGNED_IN, POST="notices.subscribe"),
    "notices:digest": door(GET=SIGNED_IN),
    "notices:deliveries": door(GET="jobs.see"),
    "notices:again": door(POST="jobs.see"),
    "notices:wordings": door(GET="notices.word"),
    "notices:wording": door(GET="notices.word", POST="notices.word"),
    "notices:preview": door(POST="notices.word"),
    "no-switches": door(GET=SIGNED_IN),
}

WHISTLES = {
    "whistles:list": door(GET="case.see"),
    "whistles:mine": door(GET=("whistle.blow", "whistle.answer")),
    "whistles:on_case": door(GET="case.see"),
    "whistles:new": door(GET="whistle.blow", POST="whistle.blow"),
    "whistles:emergency": door(GET="whistle.blow", POST="whistle.blow"),
    "whistles:classes": door(GET=("whistle.blow", "whistle.edit"), POST="whistle.edit"),
    "whistles:whistle": door(GET="case.see"),
    "whistles:live": door(GET="case.see"),
    "whistles:paper": door(GET="case.see"),
    "whistles:report": door(GET="whistle.blow", POST="whistle.blow"),
    "whistles:step": door(GET=("whistle.blow", "whistle.answer"), POST=("whistle.blow", "whistle.answer")),
}

PORTAL = {
    "portal:start": door(GET=EVERYONE),
    "portal:help": door(GET=EVERYONE),
    "portal:privacy": door(GET=EVERYONE),
    "portal:trust": door(GET=EVERYONE),
    "portal:what": door(GET=EVERYONE, POST=EVERYONE),
    "portal:likely": door(POST=EVERYONE),
    "portal:where": door(GET=EVERYONE, POST=EVERYONE),
    "portal:contact": door(GET=EVERYONE, POST=EVERYONE),
    "portal:send": door(GET=EVERYONE, POST=EVERYONE),
    "portal:restart": door(POST=EVERYONE),
    "portal:leave": door(POST=EVERYONE),
    "portal:track": door(GET=EVERYONE, POST=EVERYONE),
    "portal:slip": door(GET=RESIDENT_KEY),
    "portal:case": door(GET=RESIDENT_KEY),
    "portal:photo": door(GET=RESIDENT_KEY),
    "portal:readers": door(GET=RESIDENT_KEY),
    "portal:sms": door(POST=RESIDENT_KEY),
    "portal:act": door(GET=RESIDENT_KEY, POST=RESIDENT_KEY),
}

JOINT = {
    # Which plan, place or meeting one reaches, the room itself says: units of other grounds lend a hand.
    "joint:plans": door(GET="case.see"),
    "joint:mine": door(GET="joint.carry_out"),
    "joint:plan_new": door(GET="joint.plan", POST="joint.plan"),
    "joint:plan": door(GET="case.see"),
    "joint:plan_edit": door(GET="joint.plan", POST="joint.plan"),
    "joint:grounds": door(GET="joint.plan", POST="joint.plan"),
    "joint:item_add": door(POST="joint.plan"),
    "joint:item_remove": door(POST="joint.plan"),
    "joint:plan_print": door(GET="case.see"),
    "joint:place_add": door(GET="joint.plan", POST="joint.plan"),
    "joint:place": door(GET="case.see", POST="joint.carry_out"),
    "joint:place_remove": door(POST="joint.plan"),
    "joint:reopen": door(POST=("joint.carry_out", "joint.plan")),
    "joint:find": door(POST="joint.carry_out"),
    "joint:plan_move": door(POST="joint.plan"),
    "joint:meetings": door(GET="case.see"),
    "joint:meeting_new": door(GET="joint.meet", POST="joint.meet"),
    "joint:meeting": door(GET="case.see"),
    "joint:meeting_edit": door(GET="joint.meet", POST="joint.meet"),
    "joint:agenda": door(GET="joint.meet", POST="joint.meet"),
    "joint:topic_add": door(POST="joint.meet"),
    "joint:take_off": door(POST="joint.meet"),
    "joint:item_move": door(POST="joint.meet"),
    "joint:item_minutes": door(POST="joint.meet"),
    "joint:decide": door(POST="joint.meet"),
    "joint:withdraw": door(POST="joint.meet"),
    "joint:attendance": door(POST="joint.meet"),
    "joint:minutes_print": door(GET="case.see"),
    "joint:minutes_export": door(GET="case.see", POST="case.see"),
    "joint:meeting_move": door(POST="joint.meet"),
    "joint:case_panel": door(GET="case.see"),
}

LIBRARY = {
    "guide:library": door(GET="guide.edit"),
    "guide:library_new": door(GET="guide.edit", POST="guide.edit"),
    "guide:library_preview": door(POST="guide.edit"),
    "guide:library_screens": door(GET="guide.edit", POST="guide.edit"),
    "guide:library_screen": door(GET="guide.edit", POST="guide.edit"),
    "guide:library_show": door(POST="guide.edit"),
    "guide:library_screen_close": door(POST="guide.edit"),
    "guide:library_showing": door(POST="guide.edit"),
    "guide:library_item": door(GET="guide.edit", POST="guide.edit"),
    "guide:library_file": door(GET="guide.edit"),
    "guide:library_cover": door(GET="guide.edit"),
    "guide:library_publish": door(POST="guide.edit"),
    "guide:library_move": door(POST="guide.edit"),
    "guide:screen": door(GET=EVERYONE),
    "guide:screen_slides": door(GET=EVERYONE),
    "guide:rack": door(GET=EVERYONE),
    "guide:rack_item": door(GET=EVERYONE),
    "guide:rack_file": door(GET=EVERYONE),
    "guide:rack_cover": door(GET=EVERYONE),
    "guide:rack_take": door(GET=EVERYONE),
    "guide:rack_printed": door(POST=EVERYONE),
    "guide:start": door(GET=EVERYONE),
    "guide:ask": door(GET=EVERYONE),
    "guide:laws": door(GET=EVERYONE),
    "guide:papers": door(GET=EVERYONE),
    "guide:fill": door(GET=EVERYONE, POST=EVERYONE),
    "guide:paper": door(GET=EVERYONE, POST=EVERYONE),
    "guide:centres": door(GET=EVERYONE, POST=EVERYONE),
}

HALL = {
    # The token in the address is the machine; whoever has none learns nothing.
    "hall:device": door(GET=EVERYONE),
    "hall:kiosk_take": door(GET=EVERYONE, POST=EVERYONE),
    "hall:kiosk_ticket": door(GET=EVERYONE),
    "hall:kiosk_printing": door(GET=EVERYONE),
    # The secret in the address is the slip.
    "hall:ticket": door(GET=EVERYONE),
    "hall:leave": door(POST=EVERYONE),
    "hall:rejoin": door(POST=EVERYONE),
    "hall:my_ticket": door(GET=EVERYONE, POST=EVERYONE),
    "hall:desk_take": door(GET="hall.receive", POST="hall.receive"),
    "hall:desk_ticket": door(GET="hall.receive"),
    "hall:desk_again": door(POST="hall.receive"),
    "hall:printers": door(GET=("hall.serve", "hall.receive", "hall.devices")),
    "hall:printer_check": door(POST=("hall.receive", "hall.devices")),
    "hall:printer_test": door(POST=("hall.receive", "hall.devices")),
    # Which hall and window, the room itself says; a receptionist may look, and end a forgotten sitting.
    "hall:windows": door(GET="hall.serve"),
    "hall:window": door(GET="hall.serve"),
    "hall:window_line": door(GET="hall.serve"),
    "hall:window_call": door(POST="hall.serve"),
    "hall:window_move": door(POST="hall.serve"),
    "hall:window_visitor": door(POST="hall.serve"),
    "hall:window_seat": door(POST="hall.serve"),
    "hall:window_step": door(POST="hall.serve"),
    "hall:line": door(GET="hall.receive"),
    "hall:line_step": door(POST="hall.receive"),
    "hall:line_day": door(POST="hall.receive"),
    "hall:line_stand": door(POST="hall.receive"),
}

VENUES = {
    # Which centre's rooms and equipment, the room itself says.
    "venues:centres": door(GET=EVERYONE),
    "venues:centre": door(GET=EVERYONE),
    "venues:centre_new": door(GET="venues.edit", POST="venues.edit"),
    "venues:centre_edit": door(GET="venues.edit", POST="venues.edit"),
    "venues:room_new": door(GET="venues.edit", POST="venues.edit"),
    "venues:room_edit": door(GET="venues.edit", POST="venues.edit"),
    "venues:close_day": door(POST="venues.edit"),
    "venues:open_day": door(POST="venues.edit"),
    "venues:rooms": door(GET="venues.book"),
    "venues:room": door(GET="venues.book"),
    "venues:book": door(GET="venues.book", POST="venues.book"),
    "venues:bookings": door(GET="venues.book"),
    "venues:booking": door(GET="venues.book", POST="venues.book"),
    "venues:cancel": door(POST="venues.book"),
    "venues:sign": door(GET=EVERYONE),
    "venues:my_equipment": door(GET=("hall.receive", "venues.edit")),
    "venues:equipment": door(GET=("hall.receive", "venues.edit")),
    "venues:check": door(POST=("hall.receive", "venues.edit")),
    "venues:fault": door(GET=("hall.receive", "venues.edit"), POST=("hall.receive", "venues.edit")),
    "venues:equipment_new": door(GET="venues.edit", POST="venues.edit"),
    "venues:equipment_edit": door(GET="venues.edit", POST="venues.edit"),
}

RECEPTION = {
    # Which visits one reads, the case says; which unit's day one arranges, the room.
    "reception:today": door(GET=("reception.register", "reception.lead")),
    "reception:new": door(GET="reception.register", POST="reception.register"),
    "reception:notice": door(GET=EVERYONE),
    "reception:days": door(GET=("reception.register", "reception.lead", "hall.manage")),
    "reception:day_new": door(GET=("hall.manage", "reception.lead"), POST=("hall.manage", "reception.lead")),
    "reception:day": door(GET=("reception.register", "reception.lead", "hall.manage")),
    "reception:day_cancel": door(POST=("hall.manage", "reception.lead")),
    "reception:day_print": door(GET=("reception.register", "reception.lead", "hall.manage")),
    "reception:panel": door(GET="case.see"),
    "reception:one": door(GET="case.see"),
    "reception:slip": door(GET="reception.register"),
    "reception:sheet": door(GET=("reception.register", "reception.lead")),
    "reception:step": door(POST=("reception.register", "reception.lead")),
}

HALL_SETUP = {
    "hall:pad_rate": door(POST=EVERYONE),
    "hall:rate": door(GET=EVERYONE, POST=EVERYONE),
    "hall:plan": door(GET=EVERYONE),
    "hall:figures": door(GET="hall.figures"),
    "hall:figures_sheet": door(GET="hall.figures"),
    "hall:setup": door(GET="hall.manage"),
    "hall:planning": door(GET="hall.manage", POST="hall.manage"),
    "hall:seat": door(GET="hall.manage", POST="hall.manage"),
    "hall:policy": door(GET="hall.manage", POST="hall.manage"),
    "hall:service_new": door(GET="hall.manage", POST="hall.manage"),
    "hall:service_edit": door(GET="hall.manage", POST="hall.manage"),
    "hall:window_new": door(GET="hall.manage", POST="hall.manage"),
    "hall:window_edit": door(GET="hall.manage", POST="hall.manage"),
    "hall:group_new": door(GET="hall.manage", POST="hall.manage"),
    "hall:group_edit": door(GET="hall.manage", POST="hall.manage"),
    "hall:skills": door(GET="hall.manage", POST="hall.manage"),
    "hall:devices": door(GET="hall.devices"),
    "hall:device_new": door(GET="hall.devices", POST="hall.devices"),
    "hall:device_edit": door(GET="hall.devices", POST="hall.devices"),
    "hall:device_renew": door(POST="hall.devices"),
}

DOORS = {
    **PORTAL,
    **MATTERS,
    **WHISTLES,
    **API,
    **AUDIT,
    **JOBS,
    **LIVE,
    **PLACES,
    **CALENDAR,
    **ACCOUNT,
    **PEOPLE,
    **SUPERVISION,
    **NOTICES,
    **JOINT,
    **LIBRARY,
    **HALL,
    **HALL_SETUP,
    **VENUES,
    **RECEPTION,
}
