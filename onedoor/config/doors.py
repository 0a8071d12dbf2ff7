"""Who may come in where: every address of the house and every method, declared. What is not declared is shut.

To add a page: put a line with its URL name here (or in `doors_hall`), `"app:thing": door(GET=…, POST=…)`. A value is one of

    EVERYONE            anybody, signed in or not
    SIGNED_IN           staff acting in a post (any post)
    SIGNED_IN_NO_POST   staff signed in, even before a post is chosen
    RESIDENT_KEY        a resident who has given a case's code and PIN (posts.sessions.RESIDENT_CASES in the session)
    TOKEN               a partner's API token (checked by the API itself)
    PHONE               a grid worker's phone, by its own token (checked by `field.views.door`)
    "matter.accept"     staff whose post holds this verb
    ("a", "b")          staff whose post holds any of these verbs

A method without a value answers 405; HEAD goes where GET goes. `tests/house/test_doors.py` fails on a URL without a line,
a line without a URL, an unknown verb, and on any page that lets in another post type than its own table says.
"""

from onedoor.config.audience import EVERYONE, RESIDENT_KEY, SIGNED_IN, SIGNED_IN_NO_POST, TOKEN, door
from onedoor.config.doors_aid import AID
from onedoor.config.doors_counselling import COUNSELLING
from onedoor.config.doors_field import FIELD
from onedoor.config.doors_hall import APPOINTMENTS, HALL, HALL_SETUP, LIBRARY, RECEPTION, VENUES
from onedoor.config.doors_mediation import MEDIATION
from onedoor.config.doors_registers import REGISTERS
from onedoor.config.doors_safety import SAFETY
from onedoor.config.doors_surveys import SURVEYS
from onedoor.config.doors_tasks import TASKS, VOICES
from onedoor.matters.steps import STEPS

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
    **APPOINTMENTS,
    **COUNSELLING,
    **AID,
    **TASKS,
    **VOICES,
    **FIELD,
    **MEDIATION,
    **SAFETY,
    **REGISTERS,
    **SURVEYS,
}
