"""The post types a district starts with. A district may define more; these are loaded again without harm."""

from dataclasses import dataclass

from onedoor.posts.models import PostType
from onedoor.posts.verbs import VERBS

Reach, Duty = PostType.Reach, PostType.Duty


@dataclass(frozen=True)
class Kind:
    """One line of the table below."""

    name: str
    reach: str
    verbs: tuple[str, ...]
    grants: tuple[str, ...] = ()
    duty: str = Duty.BUSINESS


_DESK = (
    "case.see",
    "matter.add",
    "matter.register",
    "matter.accept",
    "matter.triage",
    "matter.answer",
    "matter.merge",
    "person.look_up",
    "person.reveal",
)

_HALL = (
    "hall.serve",
    "hall.receive",
    "reception.register",
    "venues.book",
    "appointment.book",
    "mediation.register",
)

# What whoever walks a grid does, phone in hand.
_GRID = (
    "joint.carry_out",
    "task.do",
    "register.see",
    "register.propose",
    "voice.write",
    "survey.answer",
    "field.phone",
)

POST_TYPES = {
    "resident": Kind(
        "居民端",
        Reach.PARTY,
        ("case.see", "matter.register", "matter.rate", "matter.add", "mediation.register"),
    ),
    "system": Kind("系统", Reach.REGION, ("case.see", "matter.register", "matter.close", "person.tell")),
    "partner": Kind(
        "合作单位接口", Reach.ORG, ("case.see", "duty.do", "matter.add", "matter.register", "matter.handle")
    ),
    "clerk": Kind("窗口受理员", Reach.REGION, (*_DESK, *_HALL, "hall.figures", "matter.import")),
    "dispatcher": Kind(
        "分流交办员",
        Reach.REGION,
        (
            *_DESK,
            *_HALL,
            "hall.manage",
            "hall.figures",
            "joint.plan",
            "joint.meet",
            "duty.give",
            "duty.do",
            "whistle.blow",
            "whistle.answer",
            "supervision.raise",
            "supervision.reply",
            "supervision.rules",
            "matter.dispatch",
            "matter.clock",
            "matter.import",
            "matter.export",
            "notices.subscribe",
            "person.correct",
            "duty_list.edit",
            "task.give",
        ),
    ),
    "leader": Kind(
        "区领导",
        Reach.REGION,
        (
            "case.see",
            "joint.plan",
            "joint.meet",
            "duty.give",
            "whistle.blow",
            "supervision.raise",
            "matter.add",
            "matter.instruct",
            "matter.rule",
            "matter.clock",
            "matter.export",
            "notices.subscribe",
            "reception.lead",
            "hall.figures",
            "mediation.figures",
            "venues.book",
        ),
    ),
    "town_leader": Kind(
        "镇街领导",
        Reach.REGION,
        (
            "case.see",
            "joint.plan",
            "duty.give",
            "duty.do",
            "whistle.blow",
            "whistle.answer",
            "supervision.raise",
            "supervision.reply",
            "matter.add",
            "matter.instruct",
            "matter.rule",
            "matter.triage",
            "matter.dispatch",
            "matter.clock",
            "matter.export",
            "notices.subscribe",
            "reception.lead",
            "venues.book",
            "task.give",
            "register.see",
            "voice.read",
        ),
    ),
    "village_head": Kind(
        "村（社区）负责人",
        Reach.REGION,
        (
            "case.see",
            "joint.carry_out",
            "duty.do",
            "whistle.answer",
            "supervision.reply",
            "matter.add",
            "matter.register",
            "mediation.register",
            "matter.accept",
            "matter.triage",
            "matter.instruct",
            "matter.dispatch",
            "matter.handle",
            "matter.answer",
            "notices.subscribe",
            "person.reveal",
            "task.give",
            "register.see",
            "register.confirm",
            "voice.read",
            "field.phones",
        ),
    ),
    "handler": Kind(
        "单位经办人",
        Reach.ORG,
        (
            "case.see",
            "joint.carry_out",
            "duty.do",
            "hall.serve",
            "venues.book",
            "whistle.answer",
            "matter.add",
            "supervision.reply",
            "matter.handle",
            "notices.subscribe",
            "person.reveal",
        ),
    ),
    "verifier": Kind(
        "核查员",
        Reach.REGION,
        (
            "case.see",
            "matter.add",
            "matter.verify",
            "matter.answer",
            "matter.close",
            "person.reveal",
            "task.give",
        ),
    ),
    # Decides whose a matter is when units return it; hands nothing out and handles nothing.
    "arbiter": Kind("裁定员", Reach.REGION, ("case.see", "matter.add", "matter.rule")),
    "grid_worker": Kind(
        "网格员",
        Reach.REGION,
        (*_GRID, "case.see", "matter.add", "matter.register", "matter.handle"),
    ),
    "grid_manager": Kind(
        "网格管理员",
        Reach.REGION,
        (
            *_GRID,
            "case.see",
            "task.give",
            "register.confirm",
            "voice.read",
            "field.phones",
            "duty.do",
            "whistle.answer",
            "supervision.reply",
            "matter.add",
            "matter.register",
            "matter.accept",
            "matter.triage",
            "matter.handle",
        ),
    ),
    "operator": Kind(
        "平台操作员",
        Reach.REGION,
        (
            "case.see",
            "supervision.rules",
            "whistle.edit",
            "matter.register",
            "matter.import",
            "matter.export",
            "category.edit",
            "duty_list.edit",
            "committees.edit",
            "mediation.figures",
            "worktime.edit",
            "places.edit",
            "jobs.see",
            "notices.word",
            "notices.subscribe",
            "hall.manage",
            "hall.figures",
            "hall.devices",
            "register.see",
            "register.edit",
            "survey.edit",
            "voice.read",
            "field.phones",
            "venues.book",
            "venues.edit",
            "guide.edit",
            "appointment.edit",
        ),
    ),
    # Visits and helps those who asked for it; the only post that reads a register of people (0035).
    "support_worker": Kind("民生服务专员", Reach.REGION, ("register.support",)),
    # Sees the cases opened for them, and no other; nobody else sees that these exist.
    "counsellor": Kind(
        "心理咨询师", Reach.POST, ("case.see", "appointment.give", "counselling.talk", "venues.book")
    ),
    "counselling_supervisor": Kind("心理咨询督导", Reach.NONE, ("counselling.supervise",)),
    "lawyer": Kind(
        "法律援助律师",
        Reach.POST,
        (
            "case.see",
            "hall.serve",
            "appointment.give",
            "aid.advise",
            "aid.apply",
            "person.reveal",
            "venues.book",
        ),
    ),
    "aid_officer": Kind(
        "法律援助审查员",
        Reach.ORG,
        (
            "case.see",
            "hall.serve",
            "appointment.book",
            "appointment.edit",
            "aid.advise",
            "aid.apply",
            "aid.decide",
            "person.reveal",
            "venues.book",
        ),
    ),
    # Reaches the mediations that were assigned to them, and no other.
    "mediator": Kind(
        "调解员",
        Reach.POST,
        (
            "case.see",
            "mediation.register",
            "mediation.mediate",
            "safety.check",
            "appointment.give",
            "person.reveal",
            "venues.book",
        ),
    ),
    # Keeps the desk of a committee: accepts, assigns, files.
    "mediation_desk": Kind(
        "调解组织秘书",
        Reach.ORG,
        (
            "case.see",
            "hall.serve",
            "mediation.register",
            "mediation.accept",
            "mediation.file",
            "mediation.figures",
            "safety.check",
            "person.reveal",
            "person.look_up",
            "appointment.book",
            "venues.book",
        ),
    ),
    # Of the police, the court, the procuratorate or a department: asked into one mediation, with what that needs.
    "mediation_partner": Kind("联合调解联络员", Reach.POST, ("case.see", "mediation.join")),
    # Reads the file of a dispute that needs protective steps, and talks with whoever handles it.
    "safety_supervisor": Kind("安全督导员", Reach.REGION, ("case.see", "safety.supervise")),
    # In the judicial bureau: reads what was objected to, and decides about it.
    "aid_reviewer": Kind("法律援助异议审查员", Reach.ORG, ("case.see", "aid.object", "person.reveal")),
    # At a window of the hall for their own unit: takes down whatever somebody came with (一窗受理), handles what is their unit's.
    "seconded": Kind(
        "派驻窗口人员",
        Reach.ORG,
        (
            "case.see",
            "duty.do",
            "hall.serve",
            "matter.add",
            "matter.register",
            "matter.handle",
            "reception.register",
            "mediation.register",
            "venues.book",
            "person.reveal",
        ),
    ),
    # At the enquiry desk and the ticket machine; shows the way, takes nobody's file in hand but those of the visits that
    # this post itself took down.
    "receptionist": Kind(
        "导办员",
        Reach.POST,
        (
            "case.see",
            "matter.register",
            "hall.receive",
            "reception.register",
            "venues.book",
            "appointment.book",
        ),
    ),
    "system_admin": Kind("系统管理员", Reach.NONE, ("jobs.see", "hall.devices"), duty=Duty.SYSTEM),
    # Hands on what it may not use itself: it reads no case, and nobody can appoint themselves.
    "security_admin": Kind(
        "安全管理员",
        Reach.NONE,
        ("posts.appoint", "posts.define", "api.token"),
        grants=tuple(VERBS),
        duty=Duty.SECURITY,
    ),
    "auditor": Kind("审计管理员", Reach.NONE, ("audit.read",), duty=Duty.AUDIT),
}


def load_post_types() -> dict[str, PostType]:
    """岗位类型 — the table above, by code; made where missing, brought up to date where not."""
    rows = [
        PostType(
            code=code,
            name=kind.name,
            reach=kind.reach,
            duty=kind.duty,
            verbs=list(kind.verbs),
            grants=list(kind.grants),
        )
        for code, kind in POST_TYPES.items()
    ]
    PostType.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "reach", "verbs", "grants"],
    )
    return {row.code: row for row in rows}
