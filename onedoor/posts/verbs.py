"""权限 — every verb a post may hold, with its meaning. A verb that is not here does not exist."""

from django.utils.translation import gettext_lazy as _

# Secrecies a post can be cleared for (cases.models.Case.Secrecy; a house test holds the two together).
CLEARANCES = ("counselling", "family", "minor", "discipline")

VERBS = {
    "case.see": _("查看案卷"),
    "matter.register": _("登记事项"),
    "matter.accept": _("受理、不予受理"),
    "matter.triage": _("分流（即办、呈批、转送）"),
    "matter.instruct": _("批示"),
    "matter.dispatch": _("交办、改派"),
    "matter.handle": _("签收与办理"),
    "matter.rule": _("裁定责任单位"),
    "matter.verify": _("核查"),
    "matter.answer": _("答复来访人"),
    "matter.close": _("办结"),
    "matter.rate": _("评价、反映未解决"),
    "matter.add": _("补充材料、记事"),
    "matter.merge": _("并案、撤销并案"),
    "duty.give": _("下达、免除任务"),
    "duty.do": _("完成任务"),
    "supervision.raise": _("发起、解除督办"),
    "supervision.reply": _("回应督办"),
    "supervision.rules": _("设定督办规则"),
    "matter.import": _("批量导入"),
    "matter.export": _("导出清单"),
    "matter.clock": _("中止、恢复、延长期限"),
    "person.look_up": _("凭证件或电话查找本人"),
    "person.reveal": _("查看证件号码与电话"),
    "person.correct": _("更正、合并、清除人员信息"),
    "category.edit": _("编辑事项分类"),
    "duty_list.edit": _("编辑责任清单"),
    "worktime.edit": _("编辑工作日历"),
    "places.edit": _("编辑区域与边界"),
    "posts.appoint": _("任免岗位"),
    "posts.define": _("定义岗位与岗位类型"),
    "audit.read": _("查阅审计日志"),
    "jobs.see": _("查看后台任务"),
    "api.token": _("管理接口令牌"),
    "person.tell": _("按登记的电话自动告知本人"),
    "notices.word": _("编辑告知文字"),
    "notices.subscribe": _("设置每日摘要"),
}
