"""核对单的条目 — what is asked of a dispute: facts of the matter, in words of our own; never what kind of person somebody is.

Written from the public literature that decision 0041 names, by nobody's instrument. `code` and heaviness are those of the
rule (`rule.py`); a test holds the list of what may never be an item.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RED, AMBER, EITHER = "red", "amber", "either"
# Changes when an item or a word of one does; printed on the form, so that an old sheet of paper is known for what it is.
EDITION = "2026-11"


@dataclass(frozen=True)
class Item:
    """One line of the form. `lesser`: the milder yes, where there is one."""

    code: str
    weight: str
    words: Promise
    lesser: Promise | str = ""

    @property
    def part(self) -> str:
        return self.code[0]

    @property
    def can_be_red(self) -> bool:
        return self.weight != AMBER


PART_A = (
    Item(
        "A1",
        RED,
        _("近3个月，在这件事里有人受伤，需要就医，或者被多人打"),
        _("有轻伤，没有就医"),
    ),
    Item("A2", RED, _("这件事里有人动用或拿出过刀具、工具、车辆、汽油、农药、爆炸物")),
    Item(
        "A3",
        RED,
        _("有人说要杀、伤、烧、“同归于尽”，并说到对象、方法或时间"),
        _("只是气话"),
    ),
    Item("A4", RED, _("有人在准备：买东西、蹲守、打听住处、交代后事")),
    Item("A5", RED, _("有人说不想活，或者已经伤了自己")),
    Item("A6", AMBER, _("近4周冲突更频繁或更厉害")),
    Item("A7", AMBER, _("拖了一年以上，或者达成协议以后又起")),
    Item("A8", AMBER, _("14天内有“节点”：强制执行、拆除、开工、下葬、还款日、判决")),
    Item("A9", AMBER, _("关系到唯一住房、主要收入、孩子抚养或救命钱")),
    Item("A10", AMBER, _("当众受辱，或者双方在叫人")),
    Item("A11", AMBER, _("出事的时候常有饮酒")),
    Item(
        "A12",
        EITHER,
        _("有人认为自己可能被打死或受重伤"),
        _("有人害怕自己不安全"),
    ),
    Item("A13", AMBER, _("躲不开：同院、共路、同单位，或者一方靠另一方照料、给钱")),
    Item("A14", AMBER, _("孩子、老人、残疾人、孕妇在场或受影响")),
)
PART_B = (
    Item("B1", RED, _("被掐过脖子、捂过口鼻，或者被弄得喘不过气（任何时候）")),
    Item("B2", RED, _("对方说过要杀本人、孩子，或者“一起死”")),
    Item("B3", RED, _("对方用过或亮过器械")),
    Item("B4", RED, _("被迫发生过性行为")),
    Item("B5", AMBER, _("对方控制手机、钱、出门、来往")),
    Item("B6", AMBER, _("3个月内分开了、提出分开，或者对方刚知道要分开")),
    Item("B7", AMBER, _("怀孕或产后期间对方动过手")),
    Item("B8", AMBER, _("动手更频繁或更重了")),
    Item("B9", AMBER, _("对方尾随、蹲守、反复联系")),
    Item("B10", AMBER, _("对方伤害或威胁孩子、老人、宠物，或者拿孩子要挟")),
    Item("B11", AMBER, _("对方说要自杀")),
    Item("B12", AMBER, _("对方手边有枪、刀、农药、汽油")),
    Item("B13", RED, _("对方违反了保护令或告诫书")),
    Item("B14", RED, _("本人觉得自己可能会被打死或受重伤")),
    Item("B15", AMBER, _("本人没有手机、钱、交通，也没有可以投靠的人")),
)
ITEMS = {item.code: item for item in (*PART_A, *PART_B)}
