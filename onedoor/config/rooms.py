"""The main navigation: every room of the house that has a page of its own, in five groups."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Room:
    """栏目 — one line of the main navigation; who sees it follows from its door. Alt and `key` lead there."""

    label: str
    url_name: str
    icon: str
    key: str = ""


GROUPS = (
    (
        _("办事"),
        (
            Room(_("我的工作"), "matters:my_work", "work"),
            Room(_("事项"), "matters:worklist", "list"),
            Room(_("登记"), "matters:desk", "pen", "n"),
            Room(_("批量导入"), "matters:import", "upload"),
            Room(_("并案建议"), "matters:proposals", "merge"),
            Room(_("通知"), "notices:list", "bell"),
            Room(_("我的谈话"), "counselling:talks", "chat"),
            Room(_("谈话督导"), "counselling:supervision", "chat"),
        ),
    ),
    (
        _("大厅"),
        (
            Room(_("窗口叫号"), "hall:windows", "bell", "w"),
            Room(_("大厅排队"), "hall:line", "people"),
            Room(_("接访登记"), "reception:today", "people"),
            Room(_("法律援助"), "aid:desk", "paper"),
            Room(_("场所"), "venues:rooms", "place"),
            Room(_("宣传资料"), "guide:library", "paper"),
            Room(_("当天预约"), "appointments:day", "day"),
            Room(_("本周安排"), "appointments:week", "day"),
            Room(_("预约设置"), "appointments:setup", "settings"),
            Room(_("大厅统计"), "hall:figures", "list"),
            Room(_("大厅设置"), "hall:setup", "settings"),
        ),
    ),
    (
        _("调解"),
        (
            Room(_("调解"), "mediation:desk", "chat"),
            Room(_("登记调解"), "mediation:new", "pen"),
            Room(_("履行与回访"), "mediation:dues", "day"),
            Room(_("受邀的调解"), "mediation:invited", "people"),
            Room(_("调解卷宗"), "mediation:volumes", "paper"),
            Room(_("调解统计"), "mediation:figures", "chart"),
            Room(_("调解组织"), "committees:list", "org"),
            Room(_("我的申报"), "committees:mine", "pen"),
            Room(_("安全步骤"), "safety:list", "check"),
        ),
    ),
    (
        _("联动"),
        (
            Room(_("吹哨报到"), "whistles:list", "flag"),
            Room(_("突发事件联处"), "whistles:emergency", "warning"),
            Room(_("督办"), "supervision:list", "paper"),
            Room(_("联勤联防"), "joint:plans", "place"),
            Room(_("联席会议"), "joint:meetings", "chat"),
            Room(_("网格任务"), "tasks:list", "check"),
            Room(_("记社情民意"), "voices:write", "pen"),
            Room(_("社情民意"), "voices:summary", "chart"),
            Room(_("责任清单"), "matters:duty_list", "org"),
            Room(_("退单分析"), "matters:returns", "undo"),
            Room(_("台账"), "registers:home", "home"),
            Room(_("服务台账"), "registers:support", "people"),
            Room(_("调查问卷"), "surveys:list", "paper"),
        ),
    ),
    (
        _("管理"),
        (
            Room(_("大厅设备"), "hall:devices", "settings"),
            Room(_("单位与岗位"), "posts:orgs", "people"),
            Room(_("接口令牌"), "api:tokens", "lock"),
            Room(_("区域与网格"), "places:regions", "place"),
            Room(_("网格员与终端"), "field:workers", "people"),
            Room(_("停用终端"), "field:lost_phones", "lock"),
            Room(_("工作日历"), "worktime:calendar", "day"),
            Room(_("后台任务"), "jobs", "settings"),
            Room(_("告知文字"), "notices:wordings", "chat"),
            Room(_("发送情况"), "notices:deliveries", "send"),
            Room(_("查阅日志"), "audit:log", "eye"),
        ),
    ),
)
