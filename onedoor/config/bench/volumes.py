"""A hundred volumes bound by the worker: filed mediations with a scan and a photo each, names opened and logged as ever."""

import io
import time

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone
from PIL import Image
from procrastinate.contrib.django import app

from onedoor.committees.models import Committee, Mediator, Member
from onedoor.config.bench.figures import Figure, Goal
from onedoor.config.bench.site import settle
from onedoor.kit.paperwork import as_pdf
from onedoor.mediation import actions
from onedoor.mediation.applying import Told, Who
from onedoor.mediation.models import Consent, File, Mediation, Side, Volume
from onedoor.mediation.papers import blank
from onedoor.posts.actor import Actor
from onedoor.posts.models import Post, PostType, Staff

# A hundred within a minute.
SECONDS_EACH = 0.6
FACTS = "楼上住户卫生间漏水，楼下天花板和墙面受损，双方对修复办法和赔偿数额说不拢。" * 12
WAITING = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND args->>'handler' = 'bind_filed'"


class Chamber:
    """A committee with a desk and a mediator, on the ground of the district's centre."""

    def __init__(self):
        near = Post.objects.filter(type__code="clerk").select_related("org", "region")[0]
        self.org, self.region = near.org, near.region
        self.desk, self.mediator = self._seat("mediation_desk"), self._seat("mediator")
        today = timezone.localdate()
        told = {"name": "测速调解委员会", "series": "测速", "kind": Committee.Kind.PEOPLE, "opened_on": today}
        self.committee = Committee.objects.create(org=self.org, region=self.region, **told)
        self.row = Mediator.objects.create(staff=self.mediator.staff, post=self.mediator.post, since=today)
        Member.objects.create(committee=self.committee, mediator=self.row, since=today)

    def _seat(self, kind: str) -> Actor:
        staff = Staff.objects.create(username=f"bench-{kind}", name="测速", org=self.org)
        post = Post.objects.create(
            type=PostType.objects.get(code=kind), org=self.org, region=self.region, title="测速"
        )
        return Actor(staff, post)

    def filed(self, number: int) -> None:
        """One that is over and filed, with its record scanned and a photo."""
        sides = [
            _who(number * 2),
            _who(number * 2 + 1, Side.Standing.RESPONDENT),
        ]
        told = Told(type="0201", facts=FACTS, claims="修好。\n赔偿。", sides=sides, committee=self.committee)
        mediation, _pin = actions.apply_(told, by=self.desk)
        for side in mediation.sides.current():
            for about in (Consent.About.MEDIATE, Consent.About.RIGHTS):
                actions.say(side, about, True, how=Consent.How.SIGNED, by=self.desk)
        mediation = actions.accept(mediation, by=self.desk)
        mediation = actions.assign(mediation, self.row, by=self.desk)
        for kind, upload in ((File.Kind.RECORD, _scan()), (File.Kind.EVIDENCE, _photo())):
            actions.keep_file(mediation, upload, kind=kind, by=self.desk)
        over = {"status": "failed", "ended_at": timezone.now(), "reason": "双方差距太大。"}
        Mediation.objects.filter(pk=mediation.pk).update(**over)
        actions.file(Mediation.objects.get(pk=mediation.pk), by=self.desk, reason="测速")


def _who(number: int, standing=Side.Standing.APPLICANT) -> Who:
    person = {
        "name": f"测速{chr(ord('一') + number)}",
        "phone": f"138{number:08d}",
        "address": f"测速路{number}号",
    }
    return Who(person, standing)


def _scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("笔录.pdf", as_pdf(blank(File.Kind.RECORD)))


def _photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.effect_noise((1600, 1200), 40).convert("RGB").save(out, "JPEG", quality=80)
    return SimpleUploadedFile("现场.jpg", out.getvalue())


def measure(many: int) -> list[Figure]:
    """From the first job to the last, one worker, one at a time."""
    chamber = Chamber()
    for number in range(many):
        chamber.filed(number)
    settle()
    # The site's own demo has bound some before.
    earlier = list(Volume.objects.exclude(bound_at=None).values_list("pk", flat=True))
    began = time.perf_counter()
    _work_off()
    seconds = time.perf_counter() - began
    bound = Volume.objects.exclude(bound_at=None).exclude(pk__in=earlier)
    if bound.count() != many or _waiting():
        raise RuntimeError(f"{many} volumes were filed, {bound.count()} are bound")
    told = {"volumes": many, "pages": sum(bound.values_list("pages", flat=True))}
    told["megabytes"] = round(sum(bound.values_list("size", flat=True)) / 1e6, 1)
    return [Figure(f"volumes.{many}", "s", [seconds], goal=Goal(SECONDS_EACH * many), more=told)]


def _work_off() -> None:
    """What the worker does, until nothing is left to do."""
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(wait=False, concurrency=1, listen_notify=False, install_signal_handlers=False)


def _waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0]
