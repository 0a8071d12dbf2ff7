"""没有的开关 — what this software does not do to the people who work with it and to those who come, and that no setting turns it on.

`tests/house/theatre.py` reads models, settings, verbs and addresses of the whole house for such things, and is shown planted ones.
"""

from dataclasses import dataclass

from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RELIEF = _(
    "《关于防治“指尖上的形式主义”的若干意见》（2023年12月），《整治形式主义为基层减负若干规定》（2024年8月）"
)
PRIVACY = _("《中华人民共和国个人信息保护法》第五、六、二十四条")
PETITIONS = _("《信访工作条例》（2022年）")


@dataclass(frozen=True)
class Absent:
    """One thing that is not there: what it would be, why it is not, what there is instead, and where the reason comes from."""

    what: Promise
    why: Promise
    instead: Promise
    source: Promise


FOR_WORKERS = (
    Absent(
        _("给个人下达的上报件数、走访次数任务"),
        _("定了件数，就会有编造的、拆开的事项，真正的问题反而淹没了。"),
        _("数字只按事项和地点统计，说明哪里有事，不说明谁报得多。"),
        RELIEF,
    ),
    Absent(
        _("登录次数、在线时长的积分"),
        _("登录不是工作成果；为了积分登录，占的是办事的时间。"),
        _("登录记录只用来发现异常登录，本人看得到，三十分钟不操作就退出。"),
        RELIEF,
    ),
    Absent(
        _("工作人员的排名、评分、红黑榜"),
        _("办一件难事和办一件易事不能相比，排了名，难事就没有人接。"),
        _("时限和满意度看单位和事项，写明分子、分母，不看个人。"),
        RELIEF,
    ),
    Absent(
        _("强制的行走轨迹和定位打卡"),
        _("跟踪一个人一天走到哪里，超出了办事所需要的范围。"),
        _("到没到现场，由召集的单位当面确认；事项的地点由登记的人填写。"),
        PRIVACY,
    ),
    Absent(
        _("拍照证明“到过现场”"),
        _("照片证明不了事情办好了，还会把无关的人拍进去。"),
        _("照片只作为事项的附件，自愿上传，拍摄地点自动去掉；办没办好由别人核查。"),
        RELIEF,
    ),
)
FOR_RESIDENTS = (
    Absent(
        _("给居民打分、分级、贴标签，或列“重点人员”名单"),
        _("来反映问题是权利；把来的人记成一类人，以后谁也不敢来。"),
        _("提醒只针对事项、地点和单位，从不针对一个人。"),
        PRIVACY,
    ),
    Absent(
        _("按人列出“谁来过几次”"),
        _("多次来，往往是因为事情没有办好，不能记成这个人的问题。"),
        _("同一件事再来，记在这件事上；凭证件号码只能查到本人，每查一次都有记录。"),
        PETITIONS,
    ),
    Absent(
        _("由电脑决定一个人的事办不办"),
        _("受理、不予受理、并案、办结都关系到人的权利，要有人负责。"),
        _("系统只建议、只提醒；每一步由具体岗位的人作出，写在时间线上。"),
        PRIVACY,
    ),
    Absent(
        _("用群发消息代替办理"),
        _("一件事在十个群里转，谁都看到了，谁也没有接。"),
        _("一件事一个编号、一个主办单位；每个单位一天一份摘要。"),
        RELIEF,
    ),
)


def no_switches(request):
    """没有的开关 — for every member of staff, and for auditors who want to see that it is so."""
    groups = [(_("对工作人员"), FOR_WORKERS), (_("对居民"), FOR_RESIDENTS)]
    return render(request, "no_switches.html", {"groups": groups})
