"""What of a name, a phone or an identity number may stand on a page that nobody gave a purpose for."""

COMPOUND_SURNAMES = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 "
    "慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 令狐 百里 呼延 东郭 南门 西门 拓跋 轩辕 第五 纳兰".split()
)
KEPT_OF_PHONE = KEPT_OF_IDENTITY = 4
LONG_PHONE, LONGEST_NAME = 11, 20


def mask_name(name: str) -> str:
    """张三 → 张*, 欧阳娜娜 → 欧阳**, 次仁·卓玛 → 次****. A single sign is hidden altogether."""
    name = name.strip()[:LONGEST_NAME]
    kept = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else min(1, len(name) - 1)
    return name[: max(kept, 0)] + "*" * (len(name) - max(kept, 0))


def mask_phone(phone: str) -> str:
    """13812341234 → 138****1234; a shorter number keeps its last four digits only."""
    if len(phone) >= LONG_PHONE:
        return phone[:3] + "*" * (len(phone) - 3 - KEPT_OF_PHONE) + phone[-KEPT_OF_PHONE:]
    kept = KEPT_OF_PHONE if len(phone) > KEPT_OF_PHONE else 0
    return "*" * (len(phone) - kept) + phone[len(phone) - kept :]


def mask_identity(number: str) -> str:
    """The last four signs only."""
    kept = KEPT_OF_IDENTITY if len(number) > KEPT_OF_IDENTITY else 0
    return "*" * (len(number) - kept) + number[len(number) - kept :]
