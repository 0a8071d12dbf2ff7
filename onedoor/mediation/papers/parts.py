"""What every paper of a mediation is made from: who stands where, the office, the number, the hands that sign.

People's ethnicity stands in the format of the ministry; this house does not ask it and leaves it out (0014, 0042).
"""

from dataclasses import dataclass

from onedoor.kit.paperwork import Fields, Paper, Row, Sign, Signing

APPLICANT, RESPONDENT = "申请人", "被申请人"
HAND = "签名、盖章或者按指印"
# In a paper that is filled in there is no empty line in which somebody could write afterwards.
NOTHING = "（未填写）"


@dataclass(frozen=True)
class PartyWords:
    """One side as it stands in papers. An organisation has a credit code and acts through its representative."""

    standing: str = ""
    name: str = ""
    sex: str = ""
    age: str = ""
    occupation: str = ""
    identity: str = ""
    phone: str = ""
    address: str = ""
    credit_code: str = ""
    representative: str = ""
    representative_as: str = ""
    is_organisation: bool = False

    def fields(self) -> list[Fields]:
        """The basics, as lines."""
        standing = self.standing or "当事人"
        if self.is_organisation:
            return [
                Fields(((standing, self.name),)),
                Fields((("统一社会信用代码", self.credit_code),)),
                Fields((("法定代表人或者代理人", self.representative), ("联系方式", self.phone)), 2),
                Fields((("地址", self.address),)),
            ]
        told = [
            Fields(((standing, self.name), ("性别", self.sex), ("年龄", self.age)), 3),
            Fields((("职业或者职务", self.occupation), ("联系方式", self.phone)), 2),
            Fields((("单位或者住址", self.address),)),
        ]
        if self.representative:
            told.append(Fields(((self.representative_as or "代理人", self.representative),)))
        return told

    def rows(self) -> list[Row]:
        """The same, as lines of a form."""
        label = self.standing or "当事人"
        if self.is_organisation:
            return [
                Row(((label, self.name), ("信用代码", self.credit_code))),
                Row((("代表人", self.representative), ("联系方式", self.phone))),
                Row((("地址", self.address),)),
            ]
        about = "，".join(filter(None, [self.sex, self.age]))
        return [
            Row(((label, self.name), ("性别、年龄", about))),
            Row((("职业、职务", self.occupation), ("联系方式", self.phone))),
            Row((("单位或住址", self.address),)),
        ]


BOTH = (PartyWords(APPLICANT), PartyWords(RESPONDENT))


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of one paper; whatever is left empty is a line to write on."""

    office: str = ""
    number: str = ""
    parties: tuple[PartyWords, ...] = BOTH
    mediators: tuple[str, ...] = ()
    recorder: str = ""
    day: str = ""
    # Of each side, in their order: how it signed already, if not on this sheet, and on which day.
    signed: tuple[tuple[str, str], ...] = ()
    # The day under which it lies in a volume, where its hands have none yet.
    on: str = ""
    # Which of several it is: ("session" | "ending" | "side", key). A scan that names the same takes its place.
    of: tuple | None = None

    def paper(self) -> Paper:
        raise NotImplementedError

    def hands(self, *more: Sign, mediators=True, seal=True) -> Signing:
        """Everybody's place to sign: the sides, whoever mediates, the committee's seal."""
        places = [self._hand(n, one) for n, one in enumerate(self.parties)]
        if mediators:
            places += [Sign("调解员", way="签名") for _each in self.mediators or ("",)]
        places += more
        if seal:
            places.append(Sign(self.office or "调解组织", way="印章", is_seal=True))
        return Signing(tuple(places), self.day)

    def _hand(self, n: int, one: PartyWords) -> Sign:
        how, day = self.signed[n] if n < len(self.signed) else ("", "")
        standing = one.standing or "当事人"
        return Sign(standing, name=f"{one.name}（{how}）", way="", day=day) if how else Sign(standing)

    def basics(self) -> list[Fields]:
        """All sides, one after another."""
        return [line for one in self.parties for line in one.fields()]

    def rows(self) -> list[Row]:
        return [row for one in self.parties for row in one.rows()]

    def names(self) -> str:
        """Who with whom, for a line of a register."""
        return "、".join(one.name for one in self.parties if one.name)
