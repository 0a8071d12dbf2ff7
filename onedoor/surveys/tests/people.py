"""An operator who asks, workers who are asked, and a collecting app between them."""

import base64
import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from onedoor.surveys import actions
from onedoor.surveys.models import Version
from onedoor.surveys.tests.forms import FULL, book

OPENROSA = "/surveys/openrosa"


class Asking:
    """One district with a survey operator and a grid worker."""

    def __init__(self, town):
        self.town = town
        self.operator = town.actor("operator")
        self.worker = town.actor("grid_worker")

    def told(self, **more) -> dict:
        """What an operator fills in beside the form."""
        return {
            "purpose": "入冬前摸清用炉子的情况，安排上门检查。",
            "basis": "区安委会冬季取暖安全通知",
            "owner": self.town.centre,
            "region": self.town.district,
            "ends_on": timezone.localdate() + timedelta(days=30),
            **more,
        }

    def bring(self, content=None, by=None, media=(), **more) -> Version:
        told = self.told(**more)
        return actions.bring(content or book(FULL), "form.xlsx", by=by or self.operator, media=media, **told)

    def published(self, rows=FULL, **more) -> Version:
        """A survey that is being filled in."""
        settings = {name: more.pop(name) for name in ("form_id", "form_title", "version") if name in more}
        version = self.bring(book(rows, **settings), **more)
        return actions.publish(version, by=self.operator)

    def bring_unseen(self) -> Version:
        """Another form, not published."""
        return self.bring(book(FULL, form_id="unseen"))

    def newer(self, version: Version, rows) -> Version:
        """The same survey, asking otherwise."""
        content = book(rows, version="2")
        second = actions.bring_again(version.survey, content, "form.xlsx", by=self.operator)
        return actions.publish(second, by=self.operator)

    def app(self, actor=None) -> dict:
        """The headers of a collecting app of this worker."""
        made = actions.make_password(by=actor or self.worker)
        return basic(made.key.login, made.words)


def basic(login: str, words: str) -> dict:
    packed = base64.b64encode(f"{login}:{words}".encode()).decode()
    return {"HTTP_AUTHORIZATION": f"Basic {packed}", "HTTP_X_OPENROSA_VERSION": "1.0"}


def photo(name="a.jpg", size=(40, 30)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG", comment=b"kept nowhere")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def send(client, xml: bytes, app: dict, *files):
    """As a collecting app sends: one part for the XML, one for each file, under its own name."""
    parts = {"xml_submission_file": SimpleUploadedFile("submission.xml", xml, "text/xml")}
    parts |= {file.name: file for file in files}
    return client.post(f"{OPENROSA}/submission", parts, **app)
