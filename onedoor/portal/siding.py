"""当事人可以做的 — what one side of a mediation may do with its own code and PIN, each act while it is open."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onedoor.cases.receipts import once
from onedoor.committees.models import Mediator
from onedoor.kit.templatetags.onedoor_kit import local_time
from onedoor.mediation import actions
from onedoor.mediation.actions import gathering, noting, offering, sitting
from onedoor.mediation.clocks import asks_for_time, can_stretch
from onedoor.mediation.courses import OPEN_OFFER
from onedoor.mediation.lifecycle import BEFORE, Status
from onedoor.mediation.models import Consent, Mediation, Side
from onedoor.mediation.queries.settling import to_ask
from onedoor.mediation.queries.signing import still_to
from onedoor.portal import dispute_forms as forms
from onedoor.portal import mediating, performing

S, About = Status, Consent.About
UNDER_WAY = (S.ACCEPTED, S.MEDIATING)


@dataclass(frozen=True)
class Act:
    """`is_open` and `given` get the page's own facts (`mediating.file_of`); `first`: it is asked of this side now."""

    form: type
    label: Promise
    note: Promise
    done: Promise
    take: Callable
    is_open: Callable
    icon: str = "pen"
    given: Callable = lambda shown: {}
    first: Callable = lambda shown: False
    is_stop: bool = False
    # Its form repeats what lies sealed: no other form opens it.
    reads_offers: bool = False


def _say(about: str, is_yes=None):
    def take(side, by, said):
        answer = said["is_yes"] if is_yes is None else is_yes
        actions.say(side, about, answer, how=Consent.How.ONLINE, by=by)

    return take


def _mediator(side, by, said):
    mediator = Mediator.objects.get(pk=said["mediator"])
    is_yes, how = said["is_yes"], Consent.How.ONLINE
    actions.say(side, About.MEDIATOR, is_yes, how=how, by=by, mediator=mediator)


def _date(side, by, said):
    session = side.mediation.sessions.get(pk=said["session"])
    sitting.ask_postponement(side.mediation, session=session, side=side, reason=said["reason"], by=by)


def _message(side, by, said):
    noting.write_message(side.mediation, text=said["text"], by=by)


def _hand_in(side, by, said):
    apart = said["for_whom"] == "mediator"
    told = {"name": said["name"], "upload": said["upload"], "in_confidence": apart}
    gathering.give_evidence(side.mediation, side=side, **told, by=by)


def _offer(side, by, said):
    terms = offering.Terms(said["kind"], said["amount"], said["words"])
    # The page says that whoever mediates passes it on: sent from there, it is sent with its giver's leave.
    offering.offer(side.mediation, side=side, terms=terms, is_told=True, by=by)


def _answer(side, by, said):
    offer = side.mediation.offers.get(pk=said["offer"])
    offering.answer_offer(side.mediation, offer=offer, side=side, is_yes=said["is_yes"], by=by)


def _take_back(side, by, said):
    offering.take_back(side.mediation, offer=side.mediation.offers.get(pk=said["offer"]), by=by)


def _done(side, by, said):
    how = Consent.How.ONLINE
    actions.say_done(side.mediation, side=side, is_yes=said["is_yes"], how=how, by=by)


def _status(*statuses):
    return lambda shown: shown["mediation"].status in statuses


def _agreed(shown) -> bool:
    return shown["last"].get(About.MEDIATE) is True


def _talks_online(shown) -> bool:
    """Small matters only by both sides' own wish: each said yes to it, and neither took it back."""
    mediation = shown["mediation"]
    return mediation.status == S.MEDIATING and not still_to(mediation, About.ONLINE)


def _dates(shown) -> list:
    ahead = [one["session"] for one in shown["sessions"] if one["is_ahead"] and not one["is_asked"]]
    planned = [one for one in ahead if one.status == one.Status.PLANNED]
    return [(str(one.pk), f"{local_time(one.starts_at)} {one.where}") for one in planned]


def _waiting(shown) -> list:
    waiting = [one for one in shown["offers"] if one["waits"]]
    return [(str(one["offer"].pk), said_terms(one["terms"])) for one in waiting if "terms" in one]


def _may_back(one) -> bool:
    """One's own, as long as nobody has taken it."""
    return one["is_own"] and one["offer"].status in OPEN_OFFER


def _own_open(shown) -> list:
    own = [one for one in shown["offers"] if _may_back(one)]
    return [(str(one["offer"].pk), said_terms(one["terms"])) for one in own if "terms" in one]


def said_terms(terms) -> str:
    """An offer in one line."""
    money = _("%(amount)s元") % {"amount": terms.amount} if terms.amount is not None else ""
    return " ".join(one for one in (money, terms.words) if one)


ACTS = {
    "agree": Act(
        forms.YesNoForm,
        gettext_lazy("愿不愿意调解"),
        gettext_lazy("愿意不愿意都由您。不愿意的不用说理由，还可以走别的路；调解不收钱。"),
        gettext_lazy("已经记下您的意见。"),
        _say(About.MEDIATE),
        lambda shown: shown["mediation"].status in BEFORE and not _agreed(shown),
        "chat",
        first=lambda shown: not _agreed(shown),
    ),
    "mediator": Act(
        forms.MediatorForm,
        gettext_lazy("接受或者不接受调解员"),
        gettext_lazy("您可以不接受，不用说理由，调解组织会另外安排。"),
        gettext_lazy("已经记下您的意见。"),
        _mediator,
        lambda shown: shown["mediation"].status == S.MEDIATING and bool(shown["mediators"]),
        "people",
        given=lambda shown: {"chosen": [one["mediator"] for one in shown["mediators"]]},
        first=lambda shown: any(one["said"] is None for one in shown["mediators"]),
    ),
    "answer": Act(
        forms.AnswerForm,
        gettext_lazy("答复对方的方案"),
        gettext_lazy("调解员转告了一个方案，接受不接受由您。只能答复一次。"),
        gettext_lazy("已经记下您的答复，调解员会告诉对方。"),
        _answer,
        lambda shown: _talks_online(shown) and any(one["waits"] for one in shown["offers"]),
        "check",
        reads_offers=True,
        given=lambda shown: {"offers": _waiting(shown)},
        first=lambda shown: True,
    ),
    "message": Act(
        forms.MessageForm,
        gettext_lazy("给调解员留言"),
        gettext_lazy("只有您和调解员看得到。急事请打电话。"),
        gettext_lazy("留言已经交给调解员，回复会写在这里。"),
        _message,
        lambda shown: shown["mediation"].status in (*UNDER_WAY, S.AGREED),
        "chat",
    ),
    "date": Act(
        forms.AnotherDateForm,
        gettext_lazy("来不了，请求改期"),
        gettext_lazy("调解员会答复您；没有答复以前，还按原来的时间。"),
        gettext_lazy("已经告诉调解员，等答复；没有答复以前，还按原来的时间。"),
        _date,
        lambda shown: shown["mediation"].status == S.MEDIATING and bool(_dates(shown)),
        "day",
        given=lambda shown: {"sessions": _dates(shown)},
    ),
    "received": Act(
        performing.ReceivedForm,
        gettext_lazy("确认收到"),
        gettext_lazy("对方付了、做了的，说一声收到了。没有收到的不要点。"),
        gettext_lazy("已经记下您收到了。"),
        performing.receive,
        lambda shown: bool(performing.owed_to(shown)),
        "check",
        given=lambda shown: {"dues": performing.owed_to(shown)},
    ),
    "done": Act(
        forms.DoneForm,
        gettext_lazy("还有没有要办的"),
        gettext_lazy("协议里没有写明日期的，对方做到了没有？各方都说没有要办的了，这件事就了结。"),
        gettext_lazy("已经记下您的话。"),
        _done,
        lambda shown: shown["is_undated"],
        "check",
        first=lambda shown: to_ask().filter(pk=shown["mediation"].pk).exists(),
    ),
    "back": Act(
        forms.TakeBackForm,
        gettext_lazy("收回我的方案"),
        gettext_lazy("您提的、还没有人接受的方案可以收回，不用说理由。收回以后，对方不能再接受。"),
        gettext_lazy("已经收回。"),
        _take_back,
        lambda shown: shown["mediation"].status == S.MEDIATING and any(map(_may_back, shown["offers"])),
        "undo",
        reads_offers=True,
        given=lambda shown: {"offers": _own_open(shown)},
    ),
    "proof": Act(
        performing.ProofForm,
        gettext_lazy("交付款凭证"),
        gettext_lazy("付了、做了的，把收条、转账凭证交上来，调解员核对以后登记。"),
        gettext_lazy("凭证收到了，等调解员核对登记。原件请自己留好。"),
        performing.hand_in,
        lambda shown: bool(performing.owed_by(shown)),
        "paper",
        given=lambda shown: {"dues": performing.owed_by(shown)},
    ),
    "papers": Act(
        forms.HandInForm,
        gettext_lazy("交材料"),
        gettext_lazy("照片、欠条、收据都可以。可以只给调解员看。"),
        gettext_lazy("材料收到了。原件请自己留好，开会时带来。"),
        _hand_in,
        _status(*BEFORE),
        "paper",
    ),
    "online": Act(
        forms.YesNoForm,
        gettext_lazy("愿不愿意在网上协商"),
        gettext_lazy("小事可以不用见面：各方把方案写给调解员，由调解员转告。各方都愿意才行，随时可以反悔。"),
        gettext_lazy("已经记下您的意见。"),
        _say(About.ONLINE),
        _status(*UNDER_WAY),
        "pen",
    ),
    "offer": Act(
        forms.OfferForm,
        gettext_lazy("提一个方案"),
        gettext_lazy("先只有调解员知道，由调解员转告对方。没有谈成的，以后打官司不能当作对您不利的根据。"),
        gettext_lazy("方案已经交给调解员。"),
        _offer,
        _talks_online,
        "pen",
    ),
    "extend": Act(
        forms.YesNoForm,
        gettext_lazy("愿不愿意延长期限"),
        gettext_lazy("快到期还没有谈好的，各方都愿意，可以延长一次；到期以后就不能再延长。"),
        gettext_lazy("已经记下您的意见。"),
        _say(About.EXTEND),
        lambda shown: can_stretch(shown["mediation"]),
        "day",
        first=lambda shown: shown["last"].get(About.EXTEND) is None and asks_for_time(shown["mediation"]),
    ),
    "again": Act(
        forms.ReadForm,
        gettext_lazy("收回“不调解”，接着调解"),
        gettext_lazy("什么都没有变，调解接着进行。"),
        gettext_lazy("已经收回，调解接着进行。"),
        _say(About.MEDIATE, True),
        lambda shown: mediating.may_think_again(shown["side"]),
        "undo",
        first=lambda shown: True,
    ),
    "stop": Act(
        forms.ReadForm,
        gettext_lazy("不想调解了"),
        gettext_lazy("随时可以，不用说理由。"),
        gettext_lazy("已经记下：您不想调解了。一刻钟之内可以收回，过后调解终止。"),
        _say(About.MEDIATE, False),
        lambda shown: shown["mediation"].status in BEFORE and _agreed(shown),
        "exit",
        is_stop=True,
    ),
}


def open_acts(shown: dict) -> dict[str, Act]:
    """The buttons of the page."""
    found = {name: act for name, act in ACTS.items() if act.is_open(shown)}
    if "again" in found:
        # The same question once: what was said a moment ago is taken back, or stays.
        found.pop("agree", None)
    return found


def asked_of(shown: dict) -> list[str]:
    """What is asked of this side now."""
    return [name for name, act in open_acts(shown).items() if act.first(shown)]


def form_of(name: str, shown: dict, *sent):
    return ACTS[name].form(*sent, **ACTS[name].given(shown))


def take(name: str, mediation: Mediation, side: Side, said: dict, *, by, key: UUID) -> None:
    """办 — the same words from the same page are one act; the second press changes nothing."""
    words = [f"mediation.{name}", str(side.pk), *(str(value) for value in said.values())]

    def do():
        ACTS[name].take(side, by, said)
        return {"case": str(mediation.case_id)}

    once(uuid5(key, "|".join(words)), words, do, by=by)
