"""Who is to come in where, written down by post type and apart from the house's own table of verbs.

`config/doors.py` says which verb opens a page; here it says which people are meant. When the two differ, somebody gave a verb
to a post type, or a verb to a page, that lets in people nobody meant. A new page needs its line here too.
"""

from tests.house import (
    audiences_aid,
    audiences_appointments,
    audiences_counselling,
    audiences_field,
    audiences_guide,
    audiences_hall,
    audiences_mediation,
    audiences_registers,
    audiences_safety,
    audiences_surveys,
    audiences_tasks,
)

NOBODY, NO_POST = "nobody", "no post"
DESKS = {
    "clerk",
    "dispatcher",
    "leader",
    "town_leader",
    "village_head",
    "handler",
    "verifier",
    "arbiter",
    "grid_worker",
    "grid_manager",
    "operator",
    "receptionist",
    "counsellor",
    *audiences_aid.ALL,
    "mediator",
    "mediation_desk",
    "mediation_partner",
    "safety_supervisor",
    "seconded",
}
ADMINS = {"system_admin", "security_admin", "auditor"}
STAFF = DESKS | ADMINS | audiences_counselling.SUPERVISORS | audiences_registers.SUPPORTERS
ACCOUNTS = STAFF | {NO_POST}
ANYONE = ACCOUNTS | {NOBODY}
SECURITY = {"security_admin"}
OPERATOR = {"operator"}
# Those who read a hall's figures.
HALL_READERS = {"clerk", "dispatcher", "leader", "operator"}
# Those who keep the machinery going.
KEEPERS = {"operator", "system_admin"}
# Those who must be able to ring the person up.
REVEALERS = {"clerk", "dispatcher", "village_head", "handler", "verifier", "seconded"}
REVEALERS |= audiences_aid.ALL | audiences_mediation.HANDLERS
EXPORTERS = {"dispatcher", "leader", "town_leader", "operator"}
# Those who take requests down.
WINDOWS = {
    "clerk",
    "dispatcher",
    "village_head",
    "grid_worker",
    "grid_manager",
    "operator",
    "receptionist",
    "seconded",
}
IMPORTERS = {"clerk", "dispatcher", "operator"}
MERGERS = {"clerk", "dispatcher"}
# Those who may be given a duty.
DOERS = {"dispatcher", "town_leader", "village_head", "handler", "grid_manager", "seconded"}
FINDERS = {"clerk", "dispatcher", "mediation_desk"}
# Those who take a step of supervision with a unit, and those whose unit answers to it.
RAISERS = {"dispatcher", "leader", "town_leader"}
ANSWERERS = {"dispatcher", "town_leader", "village_head", "handler", "grid_manager"}
RULERS = {"operator", "dispatcher"}
# Those who keep the duty list.
LISTERS = {"dispatcher", "operator"}
# Those who answer for a unit's day.
SUBSCRIBERS = {"dispatcher", "leader", "town_leader", "village_head", "handler", "operator"}
# Those who take visitors down, those who receive them in office, and those who say when.
RECEIVERS = {"clerk", "dispatcher", "receptionist"}
# Those who take visitors down in the register.
REGISTRARS = RECEIVERS | {"seconded"}
# Those who sit at a window and call.
SERVERS = {"clerk", "dispatcher", "handler", "seconded", "mediation_desk"} | audiences_aid.TAKERS
LEADERS = {"leader", "town_leader"}
ARRANGERS = {"dispatcher", "leader", "town_leader", "operator"}
# Centres that call units together, and units that are called.
WHISTLERS = {"dispatcher", "leader", "town_leader"}
CALLED = {"dispatcher", "town_leader", "village_head", "handler", "grid_manager"}
# Those who sort matters out, rule whose they are, or keep the duty list.
WEIGHERS = {
    "clerk",
    "dispatcher",
    "leader",
    "town_leader",
    "village_head",
    "grid_manager",
    "arbiter",
    "operator",
}
# Joint work: who arranges it, who goes out, who calls meetings.
PLANNERS = {"dispatcher", "leader", "town_leader"}
VISITORS = {"handler", "village_head", "grid_manager", "grid_worker"}
MEETERS = {"dispatcher", "leader"}
# Who books rooms.
BOOKERS = (
    {
        "clerk",
        "dispatcher",
        "leader",
        "town_leader",
        "handler",
        "operator",
        "receptionist",
        "counsellor",
        "seconded",
    }
    | audiences_aid.TAKERS
    | audiences_mediation.HANDLERS
)
NONE: set[str] = set()
# A partner's token and nothing else: whoever is signed in at a page has no business there.
TOKENS_ONLY = NONE
STEPS = (
    "accept", "decline", "dispatch", "submit", "settle", "instruct", "raise_", "transfer_out", "merge", "unmerge", "sign", "return_",
    "refer", "rule", "remand", "resolve", "contribute", "verify", "redo", "answer", "report_back", "close", "correct", "extend", "pause", "resume", "note",
    "object_", "rate", "ask_review",
    "ask_extension", "ask_pause", "grant_request", "refuse_request",
    "add_claimant", "count_claimants", "name_representatives", "drop_claimant", "relate", "unrelate", "split_off", "refer_mediation",
)  # fmt: skip

# URL name: (who may GET, who may POST); NONE also where there is no such method (405).
EXPECTED = {
    "portal:start": (ANYONE, NONE),
    "portal:help": (ANYONE, NONE),
    "portal:privacy": (ANYONE, NONE),
    "portal:trust": (ANYONE, NONE),
    "portal:what": (ANYONE, ANYONE),
    "portal:likely": (NONE, ANYONE),
    "portal:where": (ANYONE, ANYONE),
    "portal:contact": (ANYONE, ANYONE),
    "portal:send": (ANYONE, ANYONE),
    "portal:restart": (NONE, ANYONE),
    "portal:leave": (NONE, ANYONE),
    "portal:track": (ANYONE, ANYONE),
    # Whoever has not given code and PIN is sent to where they are asked for.
    "portal:slip": (ANYONE, NONE),
    "portal:case": (ANYONE, NONE),
    "portal:photo": (ANYONE, NONE),
    "portal:readers": (ANYONE, NONE),
    "portal:sms": (NONE, ANYONE),
    "portal:act": (ANYONE, ANYONE),
    "account_login": (ANYONE, ANYONE),
    "home": (ACCOUNTS, NONE),
    "config:language": (NONE, ANYONE),
    "config:type-size": (NONE, ANYONE),
    "posts:logout": (NONE, ANYONE),
    "posts:choose": (ACCOUNTS, NONE),
    "posts:switch": (NONE, ACCOUNTS),
    "posts:account": (ACCOUNTS, NONE),
    "posts:password": (ACCOUNTS, ACCOUNTS),
    "posts:logout-everywhere": (NONE, ACCOUNTS),
    "posts:orgs": (SECURITY, NONE),
    "posts:org": (SECURITY, NONE),
    "posts:open-post": (SECURITY, SECURITY),
    "posts:appoint": (SECURITY, SECURITY),
    "posts:end-tenure": (SECURITY, SECURITY),
    "posts:staff": (SECURITY, NONE),
    "posts:enrol": (SECURITY, SECURITY),
    "posts:renew-password": (NONE, SECURITY),
    "posts:disable": (NONE, SECURITY),
    "posts:enable": (NONE, SECURITY),
    "posts:types": (SECURITY, NONE),
    "places:map": (ANYONE, NONE),
    "places:children": (ANYONE, NONE),
    "worktime:calendar": (STAFF, NONE),
    "worktime:year": (STAFF, NONE),
    "worktime:set-day": (NONE, OPERATOR),
    "worktime:remove-day": (NONE, OPERATOR),
    "worktime:publish": (NONE, OPERATOR),
    "api:guide": (ANYONE, NONE),
    "api:problems": (ANYONE, NONE),
    "api:nothing": (ANYONE, ANYONE),
    "api:api-root": (ANYONE, NONE),
    "api:openapi-json": (ANYONE, NONE),
    "api:register": (TOKENS_ONLY, TOKENS_ONLY),
    "api:register_batch": (NONE, TOKENS_ONLY),
    "api:read": (TOKENS_ONLY, NONE),
    "api:events": (TOKENS_ONLY, NONE),
    "api:add_papers": (NONE, TOKENS_ONLY),
    "api:categories": (TOKENS_ONLY, NONE),
    "api:regions": (TOKENS_ONLY, NONE),
    "api:page": (TOKENS_ONLY, NONE),
    **{f"api:take_{step}": (NONE, TOKENS_ONLY) for step in STEPS},
    "api:tokens": (SECURITY, NONE),
    "api:issue": (SECURITY, SECURITY),
    "api:revoke": (NONE, SECURITY),
    "api:mine": (STAFF, NONE),
    "api:fetch": (NONE, STAFF),
    "api:give_back": (NONE, STAFF),
    "audit:log": ({"auditor"}, NONE),
    "jobs": (KEEPERS, NONE),
    "jobs-retry": (NONE, KEEPERS),
    "jobs-give-up": (NONE, KEEPERS),
    "matters:my_work": (DESKS, NONE),
    "matters:worklist": (DESKS, NONE),
    "matters:matter": (DESKS, NONE),
    "matters:step": (DESKS, DESKS),
    "matters:desk": (WINDOWS, WINDOWS),
    "matters:desk_help": (NONE, WINDOWS),
    "matters:communities": (WINDOWS, NONE),
    "matters:export": (EXPORTERS, EXPORTERS),
    "matters:keep_view": (NONE, DESKS),
    "matters:drop_view": (NONE, DESKS),
    "matters:import": (IMPORTERS, IMPORTERS),
    "matters:import_run": (IMPORTERS, IMPORTERS),
    "matters:import_progress": (IMPORTERS, NONE),
    "matters:import_bad_rows": (IMPORTERS, NONE),
    "matters:proposals": (MERGERS, NONE),
    "matters:propose": (NONE, MERGERS),
    "matters:decide": (NONE, MERGERS),
    "matters:duty_list": (DESKS, NONE),
    "matters:duty": (DESKS, NONE),
    "matters:duty_sheet": (DESKS, NONE),
    "matters:duty_new": (LISTERS, LISTERS),
    "matters:duty_edit": (LISTERS, LISTERS),
    "matters:duty_end": (NONE, LISTERS),
    "matters:duty_bring": (LISTERS, LISTERS),
    "matters:returns": (WEIGHERS, NONE),
    "matters:likely": (DESKS, NONE),
    "matters:slip": (WINDOWS, NONE),
    "matters:renew": (FINDERS, FINDERS),
    "matters:claimant_slip": (FINDERS, FINDERS),
    "cases:paper": (DESKS, NONE),
    "cases:reveal": (REVEALERS, REVEALERS),
    "cases:duties": (DESKS, NONE),
    "cases:my_duties": (DOERS, NONE),
    "cases:duty": (DESKS, DOERS | {"leader"}),
    "notices:list": (STAFF, NONE),
    "notices:read": (NONE, STAFF),
    "notices:bell": (STAFF, NONE),
    "notices:open": (STAFF, NONE),
    "notices:read_one": (NONE, STAFF),
    "notices:contacts": (STAFF, STAFF),
    "notices:digests": (STAFF, SUBSCRIBERS),
    "notices:digest": (STAFF, NONE),
    "notices:deliveries": (KEEPERS, NONE),
    "notices:again": (NONE, KEEPERS),
    "notices:wordings": (OPERATOR, NONE),
    "notices:wording": (OPERATOR, OPERATOR),
    "notices:preview": (NONE, OPERATOR),
    "no-switches": (STAFF, NONE),
    "live-now": (ANYONE, NONE),
    "supervision:list": (DESKS, NONE),
    "supervision:listed": (DESKS, NONE),
    "supervision:mine": (ANSWERERS, NONE),
    "supervision:waiting": (RAISERS | ANSWERERS, NONE),
    "supervision:rules": (RULERS, NONE),
    "supervision:set_rule": (NONE, RULERS),
    "supervision:panel": (DESKS, NONE),
    "supervision:raise": (RAISERS, RAISERS),
    "supervision:one": (DESKS, NONE),
    "supervision:letter": (DESKS, NONE),
    "supervision:step": (RAISERS | ANSWERERS, RAISERS | ANSWERERS),
    "whistles:list": (DESKS, NONE),
    "whistles:mine": (WHISTLERS | CALLED, NONE),
    "whistles:on_case": (DESKS, NONE),
    "whistles:new": (WHISTLERS, WHISTLERS),
    "whistles:emergency": (WHISTLERS, WHISTLERS),
    "whistles:classes": (WHISTLERS | OPERATOR, OPERATOR),
    "whistles:whistle": (DESKS, NONE),
    "whistles:live": (DESKS, NONE),
    "whistles:paper": (DESKS, NONE),
    "whistles:report": (WHISTLERS, WHISTLERS),
    "whistles:step": (WHISTLERS | CALLED, WHISTLERS | CALLED),
    "joint:plans": (DESKS, NONE),
    "joint:mine": (VISITORS, NONE),
    "joint:plan_new": (PLANNERS, PLANNERS),
    "joint:plan": (DESKS, NONE),
    "joint:plan_edit": (PLANNERS, PLANNERS),
    "joint:grounds": (PLANNERS, PLANNERS),
    "joint:item_add": (NONE, PLANNERS),
    "joint:item_remove": (NONE, PLANNERS),
    "joint:plan_print": (DESKS, NONE),
    "joint:place_add": (PLANNERS, PLANNERS),
    "joint:place": (DESKS, VISITORS),
    "joint:place_remove": (NONE, PLANNERS),
    "joint:reopen": (NONE, VISITORS | PLANNERS),
    "joint:find": (NONE, VISITORS),
    "joint:plan_move": (NONE, PLANNERS),
    "joint:meetings": (DESKS, NONE),
    "joint:meeting_new": (MEETERS, MEETERS),
    "joint:meeting": (DESKS, NONE),
    "joint:meeting_edit": (MEETERS, MEETERS),
    "joint:agenda": (MEETERS, MEETERS),
    "joint:topic_add": (NONE, MEETERS),
    "joint:take_off": (NONE, MEETERS),
    "joint:item_move": (NONE, MEETERS),
    "joint:item_minutes": (NONE, MEETERS),
    "joint:decide": (NONE, MEETERS),
    "joint:withdraw": (NONE, MEETERS),
    "joint:attendance": (NONE, MEETERS),
    "joint:minutes_print": (DESKS, NONE),
    "joint:minutes_export": (DESKS, DESKS),
    "joint:meeting_move": (NONE, MEETERS),
    "joint:case_panel": (DESKS, NONE),
    "reception:today": (REGISTRARS | LEADERS, NONE),
    "reception:new": (REGISTRARS, REGISTRARS),
    "reception:notice": (ANYONE, NONE),
    "reception:days": (REGISTRARS | LEADERS | ARRANGERS, NONE),
    "reception:day_new": (ARRANGERS, ARRANGERS),
    "reception:day": (REGISTRARS | LEADERS | ARRANGERS, NONE),
    "reception:day_cancel": (NONE, ARRANGERS),
    "reception:day_print": (REGISTRARS | LEADERS | ARRANGERS, NONE),
    "reception:panel": (DESKS, NONE),
    "reception:one": (DESKS, NONE),
    "reception:slip": (REGISTRARS, NONE),
    "reception:sheet": (REGISTRARS | LEADERS, NONE),
    "reception:step": (NONE, REGISTRARS | LEADERS),
    "matters:visitor_panel": (SERVERS, NONE),
}
EXPECTED |= audiences_counselling.expected(ANYONE, STAFF, HALL_READERS)
EXPECTED |= audiences_aid.expected(ANYONE, DESKS)
EXPECTED |= audiences_appointments.expected(ANYONE)
EXPECTED |= audiences_tasks.expected(DESKS, WINDOWS)
EXPECTED |= audiences_registers.expected() | audiences_safety.expected() | audiences_surveys.expected()
EXPECTED |= audiences_mediation.expected(ANYONE)
EXPECTED |= audiences_guide.expected(ANYONE)
EXPECTED |= audiences_field.expected(ANYONE)
EXPECTED |= audiences_hall.expected(ANYONE, RECEIVERS, SERVERS, BOOKERS)
