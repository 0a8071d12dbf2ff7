"""草稿 — what a resident has typed so far, kept sealed in their own session from page to page until it is sent."""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from onedoor.kit.sealing import Place, Tampered, open_sealed, seal

DRAFT, SLIP, REFUSED, DISPUTE = "portal_draft", "portal_slip", "portal_refused", "portal_dispute"
LASTS = timedelta(hours=2)


@dataclass
class Sheet:
    """诉求草稿 — `key` makes sending it twice the same as sending it once; `place` is the code of what was chosen, `asked` whether
    a category was offered and answered, were it with “none of these”."""

    key: str = ""
    body: str = ""
    kind: str = "help"
    category: str = ""
    asked: bool = False
    place: str = ""
    address: str = ""
    lon: float | None = None
    lat: float | None = None
    name: str = ""
    phone: str = ""
    no_sms: bool = False

    @property
    def point(self) -> tuple[float, float] | None:
        return (self.lon, self.lat) if self.lon is not None and self.lat is not None else None


@dataclass
class Dispute:
    """调解申请草稿 — what about, who applies and whom with, page by page."""

    key: str = ""
    type: str = ""
    facts: str = ""
    claims: str = ""
    region: str = ""
    name: str = ""
    phone: str = ""
    is_protected: bool = False
    safe_contact: str = ""
    other_name: str = ""
    other_is_org: bool = False
    other_phone: str = ""
    other_address: str = ""


@dataclass
class Slip:
    """回执 — shown again to this browser until the resident leaves: the PIN is kept nowhere else."""

    key: str
    code: str
    pin: str
    refused: list[str] = field(default_factory=list)


def sheet(session) -> Sheet:
    """The draft of this session, or an empty one."""
    return Sheet(**_kept(session, DRAFT))


def keep_sheet(session, draft: Sheet) -> None:
    """Kept under a new key when anything has changed: other words are another request."""
    before = sheet(session)
    if not draft.key or asdict(before) != asdict(draft):
        draft.key = str(uuid4())
    _keep(session, DRAFT, asdict(draft))


def dispute(session) -> Dispute:
    """The application for mediation of this session, or an empty one."""
    return Dispute(**_kept(session, DISPUTE))


def keep_dispute(session, draft: Dispute, said: dict) -> None:
    """With what this page asked; other words are another application."""
    before = asdict(draft)
    vars(draft).update({name: said[name] for name in before.keys() & said.keys()})
    if not draft.key or asdict(draft) != before:
        draft.key = str(uuid4())
    _keep(session, DISPUTE, asdict(draft))


def slip(session) -> Slip | None:
    kept = _kept(session, SLIP)
    return Slip(**kept) if kept else None


def keep_slip(session, given: Slip) -> None:
    """Sent: the draft is done with."""
    _keep(session, SLIP, asdict(given))
    session.pop(DRAFT, None)
    session.pop(DISPUTE, None)


def keep_refused(session, page: str, said: dict) -> None:
    """What a page could not take, so that asking for the page again shows it with what is wrong."""
    _keep(session, REFUSED, {"key": str(uuid4()), "page": page, "said": said})


def refused(session, page: str) -> dict:
    kept = _kept(session, REFUSED)
    return kept["said"] if kept.get("page") == page else {}


def drop_sheet(session) -> None:
    for name in (DRAFT, REFUSED, DISPUTE):
        session.pop(name, None)


def forget(session) -> None:
    for name in (DRAFT, SLIP, REFUSED, DISPUTE):
        session.pop(name, None)


def _keep(session, name: str, facts: dict) -> None:
    text = json.dumps(facts, ensure_ascii=False)
    box = b64encode(seal(text, _place(name, facts["key"]))).decode()
    session[name] = {"key": facts["key"], "at": timezone.now().isoformat(), "box": box}


def _kept(session, name: str) -> dict:
    """Nothing when it is old, or when it does not open any more."""
    kept = session.get(name)
    if not kept or datetime.fromisoformat(kept["at"]) < timezone.now() - LASTS:
        return {}
    try:
        return json.loads(open_sealed(b64decode(kept["box"]), _place(name, kept["key"])))
    except Tampered:
        return {}


def _place(name: str, key: str) -> Place:
    return Place("session", name, UUID(key))
