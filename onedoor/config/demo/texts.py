"""Invented names and words of the demo. Nobody here exists."""

import random

SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余"
GIVEN = "芳伟娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华兰梅玲飞鹏建国秀珍海燕志红春宝"

SAID = {
    "consult": ("想咨询一下{topic}怎么办理，需要带哪些材料。", "听说{topic}有新规定，请问我们这里怎么执行？"),
    "help": ("家里遇到{topic}的困难，一个人解决不了，请帮忙。", "{topic}的事已经拖了一阵子，希望帮忙协调。"),
    "complaint": (
        "{where}附近{word}，影响大家生活，反映过几次没有改善。",
        "{word}的情况有一个多星期了，老人孩子出行不便，请尽快处理。",
        "巡查时居民反映{word}，现场看过，情况属实。",
    ),
    "suggestion": ("建议在{where}考虑{topic}的事，方便附近居民。", "希望多听听居民意见，把{topic}的事办好。"),
    "report": ("有人反映{where}存在{word}的情况，请核实。", "发现{word}，请有关部门查一查。"),
    "dispute": (
        "两户居民因{topic}发生争执，多次协商没有谈拢，请出面调处。",
        "因{topic}意见不一，双方情绪都有些激动，希望尽快调解。",
    ),
    "hazard": ("巡查发现{where}{word}，有安全隐患，已先做提醒。", "{word}，担心出事，请尽快派人查看。"),
    "errand": ("老人行动不便，请帮忙代办{topic}。", "家里没有年轻人，{topic}不会在手机上办，请代办。"),
}
ASKED = (
    "社区力量不够，建议由有关部门办理。",
    "涉及管网，需专业单位处理。",
    "多次反复，建议明确牵头单位。",
    "请领导批示。",
)
INSTRUCTED = (
    "请{unit}牵头，限期办结并回复居民。",
    "请{unit}到现场看一看，拿出办法，先解决急的。",
    "请{unit}会同街道办理，结果报我。",
    "同意拟办意见，请{unit}办理。",
)
# Why a unit sends it back: the reason by its code, and what it rests on.
RETURNED = (
    ("wrong_place", "现场核实，位置在本单位管辖范围以外。"),
    ("not_ours", "责任清单写明这一类由该单位主管，本单位没有处置权。"),
    ("another_leads", "设施权属在该单位，应由其牵头，本单位可以配合。"),
)
DONE = (
    "已派人到现场处理，问题解决，并向居民说明。",
    "当天到场核实，已协调处理完毕，现场已恢复。",
    "已完成整改，并安排一周后回看。",
    "已按规定办理，材料交居民本人。",
    "已与双方谈妥，照约定履行。",
)
CANNOT = ("依照现行规定不能办理，已向居民当面说明理由。", "该事项已进入诉讼程序，不能由本单位处理。")
CANNOT_BASIS = ("现行政策没有相应规定", "属于诉讼事项，《信访工作条例》第二十八条")
TURN_TO = ("可向区人民法院提起诉讼，或到公共法律服务中心咨询", "可向上一级主管部门申请复查")
CHECKED = ("电话回访，居民认可。", "现场查看，与反馈一致。", "查看照片和材料，情况属实。")
NOT_YET = ("居民说还没有完全解决，请再去一次。", "照片看不清处理结果，请补充。")
REPLY = (
    "您反映的事情已经办理：{result}如有疑问可随时联系我们。",
    "经核实，您反映的情况属实。{result}感谢您的反映。",
)
THANKS = ("谢谢，办得很快。", "解决了，谢谢。", "", "", "态度好。", "等得有点久。")
UNHAPPY = ("过了两天又是老样子。", "只是来看了一下，没有解决。")
SURFACES = (
    "巷口",
    "小区门口",
    "学校旁边",
    "村道边",
    "河堤边",
    "菜市场东门",
    "公交站旁",
    "水渠旁",
    "文化广场",
    "卫生室门前",
)


def invent_name(rng: random.Random) -> str:
    return rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.choice((1, 2, 2))))


def invent_phone(rng: random.Random) -> str:
    """In form a mobile number; 1700000 is given to nobody."""
    return f"1700000{rng.randrange(10000):04d}"


def what_was_said(rng: random.Random, category, kind: str, region_name: str) -> tuple[str, str, str]:
    """(title, body, address) of an invented request."""
    where, word = (
        rng.choice(SURFACES),
        rng.choice([w for w in category.keywords if "+" not in w] or [category.name]),
    )
    body = rng.choice(SAID[kind]).format(topic=category.name, word=word, where=where)
    return f"{region_name}{where}：{category.name}"[:100], body, f"{region_name}{where}"
