"""What the demo's disputes are about: invented, by the committee that mediates them; and what was promised in the end."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dispute:
    """A type of the list, what both sides may read of it, and what settles it; a sum lies between `low` and `high`."""

    type: str
    facts: str
    claims: str
    promise: str
    low: int = 0
    high: int = 0


# By the kind of the committee: the article's seven, and the people's committees of the towns.
BY_KIND: dict[str, tuple[Dispute, ...]] = {
    "labour": (
        Dispute("0703", "加班费怎么算，双方各有一本账。", "按考勤补算加班费。", "支付加班费", 800, 9000),
        Dispute("0701", "合同到期没有续签，人还在上班。", "结清补偿。", "支付经济补偿", 3000, 20000),
        Dispute("0705", "工地完工，班组的工资没有结清。", "结清工资。", "付清班组工资", 6000, 48000),
    ),
    "medical": (
        Dispute(
            "0502", "手术以后恢复得慢，家属认为告知得不够。", "说明经过并补偿。", "支付补偿", 5000, 60000
        ),
        Dispute("0502", "药房发错了一种药，发现得早。", "退药费并道歉。", "退还费用", 200, 2000),
    ),
    "land": (
        Dispute("0901", "两家承包地中间的埂子被犁去了一截。", "按登记的界恢复地埂。", "照登记的界恢复地埂"),
        Dispute("0901", "地流转出去三年，第二年的租金没有付。", "付清租金。", "付清流转租金", 600, 12000),
        Dispute("0902", "宅基地上滴水的地方有争议。", "定下界线。", "按界桩砌墙，不越界"),
    ),
    "water": (
        Dispute("0904", "上游浇地截了渠水，下游的地没有浇上。", "定下轮水的日子。", "按轮灌表放水"),
        Dispute("0904", "机井的电费怎样分摊，几家说不拢。", "按亩分摊。", "按亩分摊电费", 200, 3000),
    ),
    "traffic": (
        Dispute(
            "0503",
            "电动车和轿车在路口相碰，认定书已经收到。",
            "赔偿医疗费、误工费。",
            "赔偿各项损失",
            1500,
            45000,
        ),
        Dispute("0503", "停在路边的车被蹭，责任认定没有异议。", "赔偿修车费。", "赔偿修车费", 400, 6000),
    ),
    "family": (
        Dispute("0102", "三个子女怎样轮流照顾老人，没有说定。", "定下轮流的办法。", "按月轮流照顾老人"),
        Dispute("0101", "分居以后孩子的费用怎样分担。", "按月分担。", "按月支付孩子的费用", 500, 2000),
        Dispute("0103", "老房子分家时没有写清楚。", "写清楚各人的份额。", "按份额办理登记"),
    ),
    "finance": (
        Dispute("0804", "借款到期，利息怎样算有争议。", "还清本金和利息。", "归还借款", 3000, 80000),
        Dispute("0803", "理赔的项目双方理解不同。", "按条款理赔。", "支付理赔款", 1000, 30000),
    ),
    "people": (
        Dispute(
            "0201", "楼上卫生间渗水，楼下屋顶起皮。", "修好并赔偿粉刷费。", "修好防水并赔偿粉刷费", 500, 6000
        ),
        Dispute("0202", "楼道里堆放杂物，上下楼不方便。", "清走杂物。", "清走楼道里的杂物"),
        Dispute(
            "0402", "物业费和停车费的账目对不上。", "核对账目，退还多收的。", "退还多收的费用", 120, 2600
        ),
        Dispute("0602", "租房到期，押金没有退。", "退还押金。", "退还押金", 500, 4000),
        Dispute("0299", "广场音响的声音和时间。", "定下时间和音量。", "晚上八点半以后不开音响"),
        Dispute("0601", "装修的工期和质量，双方看法不同。", "返工或者减价。", "返工并减收工钱", 600, 9000),
    ),
}
# Which committee a dispute goes to, of a hundred.
SHARES = {
    "people": 58,
    "traffic": 9,
    "family": 9,
    "labour": 8,
    "land": 7,
    "finance": 4,
    "water": 3,
    "medical": 2,
}
# How a dispute came in, of a hundred; the offices that wait for an answer are told among the few (`mediating`).
CAME = {"window": 44, "grid": 36, "online": 8, "council": 7, "offer": 5}
FAILED_FOR = "差得太远，没有谈拢。"
