"""A desk of mediation with a score of everything: of disputes, and of all that one of them may hold."""

from datetime import timedelta
from decimal import Decimal

import time_machine
from django.utils import timezone

from onedoor.mediation import actions
from onedoor.mediation.actions import gathering, noting, offering, recording
from onedoor.mediation.models import RecordSignature, Signature
from onedoor.mediation.queries.offers import Terms
from onedoor.mediation.tests.conftest import R, Room, who
from onedoor.mediation.tests.sitting import drawing, held, invited, planned, read_back, ready
from onedoor.mediation.tests.test_agreeing import sign, stroke
from onedoor.mediation.tests.test_settling import keep_quiet
from onedoor.posts.given import system_actor

SCORE = 20
DAY = timedelta(days=1)


class Mediation:
    """One under way in which a score of all was said; one agreed with a score of instalments; ended, filed and declined ones."""

    def __init__(self, town):
        self.room = room = Room(town)
        room.partner = town.actor("mediation_partner")
        self.talked, self.agreed = self._talked(), self._agreed()
        for _n in range(SCORE):
            ended = actions.fail(room.mediating(), reason="差得太远", by=room.mediator)
            other = room.mediating()
            noting.write_message(other, text="等回复", by=room.resident(other))
        self.failed = ended
        for side in ended.sides.current():
            actions.tell_side(ended, by=room.desk, side=side, how="face")
        self.declined = actions.decline(room.apply(), reason="不属于调解范围", by=room.desk)

    def _talked(self):
        room = self.room
        mediation = ready(room, who("周建国"), who("李秀英", R))
        self.session = held(room, mediation)
        read_back(room, mediation, self.session)
        first, second = mediation.sides.all()[:2]
        recording.sign(mediation, session=self.session, side=first, drawn=drawing(), by=room.mediator)
        for name in "甲乙丙丁戊己":
            actions.join_side(mediation, who=who(f"孙{name}", "third"), by=room.desk)
        for about in ("mediate", "rights"):
            room.agreed_to(mediation, about)
        invited(room, mediation, room.partner, "shared")
        for n in range(SCORE):
            planned(room, mediation, days=n + 2)
            noting.note_apart(mediation, side=first, text=f"第{n}条", by=room.mediator)
            told = {"name": f"证据{n}", "shows": "裂缝", "in_confidence": n % 2 == 0}
            gathering.give_evidence(mediation, side=(first, second)[n % 2], **told, by=room.mediator)
            terms = Terms("money", Decimal(1000 + n), f"第{n}个")
            offering.offer(
                mediation, side=first, terms=terms, is_told=n % 2 == 0, how="oral", by=room.mediator
            )
        return mediation

    def _agreed(self):
        """Every one of them is late, was urged, and asked after."""
        room = self.room
        mediation = ready(room)
        actions.write_agreement(mediation, by=room.mediator, facts="漏水。")
        whose = {"owed_by": mediation.sides.get(place=2), "owed_to": mediation.sides.get(place=1)}
        money = {"kind": "money", "words": "赔偿损失", "amount": Decimal(2000)}
        told = {"instalments": SCORE, "first_day": timezone.localdate() + DAY, "every": 1}
        actions.add_obligation(mediation, by=room.mediator, **whose, **money, **told)
        for _n in range(SCORE):
            keep_quiet(room, mediation)
        for place in (1, 2):
            sign(room, mediation, place, how="tablet", drawn=stroke())
        actions.sign_as_mediator(mediation, by=room.mediator, how="tablet", drawn=stroke())
        mediation = actions.seal(mediation, by=room.desk)
        with time_machine.travel(timezone.now() + (SCORE + 1) * DAY, tick=False):
            actions.tend(by=system_actor())
        return mediation

    def keys(self) -> dict[str, tuple]:
        code, agreed = self.talked.case.code, self.agreed.case.code
        hand = Signature.objects.filter(agreement__mediation=self.agreed, side__place=1).get()
        session = (code, self.session.pk)
        file = actions.make_final(self.talked, kind="register", by=self.room.mediator)[0]
        tabs = {name: ((code,), "") for name in ("one", "sessions", "drawers", "offers", "volume", "bound")}
        return {f"mediation:{name}": told for name, told in tabs.items()} | {
            "mediation:agreement": ((agreed,), ""),
            "mediation:agreement_hand": ((agreed, hand.pk), ""),
            "mediation:blank_form": (("application", "docx"), ""),
            "mediation:refusal": (("1403",), ""),
            "mediation:slip": ((code,), ""),
            "mediation:declined": ((self.declined.case.code,), ""),
            "mediation:side_sheet": ((agreed, 1), ""),
            "mediation:record": (session, ""),
            "mediation:hand": ((*session, RecordSignature.objects.get().pk), ""),
            "mediation:summons": ((*session, 1), ""),
            "mediation:guest": ((code,), ""),
            "mediation:guest_record": (session, ""),
            "mediation:file": ((code, file.pk), ""),
            "mediation:sheet": ((code, "register", "docx"), ""),
        }
