"""Every paper of a mediation: as a blank form, and filled in with what is known; the address of the protected stays out."""

import io

import pytest
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from onedoor.audit.models import AccessLog
from onedoor.kit.paperwork import as_pdf, as_word
from onedoor.mediation import actions
from onedoor.mediation.models import Consent, Representative, Side
from onedoor.mediation.papers import BINDING, PAPERS, all_blank, blank
from onedoor.mediation.papers.ending import Agreement, DutyWords, Failure
from onedoor.mediation.papers.parts import PartyWords
from onedoor.mediation.tests.conftest import R, who

EVERY = [*PAPERS, *BINDING]


def pdf_text(content):
    return "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)


def word_text(content):
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join("".join(cells + [line.text for line in document.paragraphs]).split())


@pytest.mark.parametrize("kind", EVERY)
def test_a_blank_form_opens_in_word_and_as_pdf(kind):
    paper = blank(kind)
    title = "".join(paper.title.split())
    word, pdf = word_text(as_word(paper)), pdf_text(as_pdf(paper))
    assert (title in word, title in pdf, "None" in word + pdf) == (True, True, False)


def test_no_paper_asks_for_ethnicity_or_religion():
    said = "".join(word_text(as_word(paper)) for paper in all_blank())
    assert [word for word in ("民族", "宗教", "政治面貌") if word in said] == []


def test_all_blank_forms_are_one_pdf_for_everybody(client, db):
    answer = client.get(reverse("mediation:blank_forms"))
    reader = PdfReader(io.BytesIO(b"".join(answer.streaming_content)))
    assert (answer.status_code, len(reader.outline)) == (200, len(EVERY))


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_one_blank_form_is_fetched_alone(client, db, form):
    answer = client.get(reverse("mediation:blank_form", args=["rights", form]))
    read = pdf_text if form == "pdf" else word_text
    assert "当事人权利义务告知书" in read(b"".join(answer.streaming_content))


@pytest.mark.parametrize("address", [("nothing", "pdf"), ("rights", "exe")])
def test_an_unknown_form_is_not_found(client, db, address):
    assert client.get(reverse("mediation:blank_form", args=address)).status_code == 404


def sheet_text(mediation, kind, by):
    return "".join(pdf_text(as_pdf(paper)) for paper in actions.make_sheets(mediation, kind, by=by))


@pytest.fixture
def known(room):
    mediation = room.mediating(
        who("周建国", phone="13800000001", identity="11010519491231002X"),
        who("某某有限公司代理", R, organisation="秦州某某有限公司", credit_code="91620500MA71ABCD12"),
    )
    room.agreed_to(mediation, Consent.About.RIGHTS)
    return mediation


def test_a_paper_says_what_is_known_and_opening_names_is_logged(room, known):
    said = sheet_text(known, "register", room.desk)
    wanted = (
        "周建国",
        "秦州某某有限公司",
        "91620500MA71ABCD12",
        "楼上漏水",
        "窗口申请",
        "测试人民调解委员会",
    )
    assert [one for one in wanted if one not in said] == []
    assert "女" in said and known.number.replace(" ", "") in said
    opened = AccessLog.objects.filter(kind=AccessLog.Kind.REVEAL, purpose="P02").values_list(
        "fields", flat=True
    )
    assert sorted(opened) == ["identity", "name", "name"]


def test_a_telephone_number_stands_on_its_own_sheet_alone(room, known):
    Side.objects.filter(mediation=known, place=1).update(address_confirmed=True)
    found = [kind for kind in PAPERS if "13800000001" in sheet_text(known, kind, room.desk)]
    assert found == ["address"]


@pytest.mark.parametrize("kind", PAPERS)
def test_every_paper_can_be_fetched_from_the_page_in_both_forms(room, known, client, kind):
    room.town.login(client, room.desk)
    for form, read in (("pdf", pdf_text), ("docx", word_text)):
        answer = client.get(reverse("mediation:sheet", args=[known.case.code, kind, form]))
        assert answer.status_code == 200
        assert len(read(b"".join(answer.streaming_content))) > 30


def test_who_does_not_handle_it_gets_no_paper(room, known, client):
    room.town.login(client, room.other_mediator)
    assert (
        client.get(reverse("mediation:sheet", args=[known.case.code, "register", "pdf"])).status_code == 404
    )


def test_the_protected_side_stands_in_papers_without_address_phone_and_number(room):
    mediation = room.mediating(
        who("周建国"),
        who(
            "李秀英",
            R,
            phone="13912345678",
            identity="11010519491231002X",
            is_protected=True,
        ),  # fmt: skip
    )
    said = "".join(sheet_text(mediation, kind, room.desk) for kind in ("application", "register", "identity"))
    assert ("李秀英" in said, "按申请保密" in said) == (True, True)
    assert [word for word in ("13912345678", "11010519491231002X") if word in said] == []


def test_authority_papers_one_for_each_who_speaks_by_them(room, known):
    side = known.sides.get(place=2)
    Representative.objects.create(
        side=side,
        person=side.party.person,
        kind=Representative.Kind.AGENT,
        authority=Representative.Authority.SPECIAL,
        since=known.accepted_at,
    )
    papers = actions.make_sheets(known, "authority", by=room.desk)
    said = pdf_text(as_pdf(papers[0]))
    assert (len(papers), "☑特别授权" in said, "☐一般授权" in said) == (1, True, True)


def test_an_agreement_says_who_does_what_until_when():
    duty = DutyWords("李秀英", "赔偿维修费", "3000元", "2026年12月31日", "银行转账")
    words = Agreement(
        office="测试人民调解委员会",
        parties=(PartyWords("申请人", "周建国"), PartyWords("被申请人", "李秀英")),
        duties=(duty,),
        penalty="每逾期一日支付万分之五。",
    )
    said = pdf_text(as_pdf(words.paper()))
    assert "李秀英于2026年12月31日前赔偿维修费，金额3000元，方式：银行转账。" in said
    assert ("一式3份" in said, "三十日内" in said, "违约责任" in said) == (True, True, True)


def test_a_failure_notice_says_each_way_and_its_last_day():
    ways = (
        ("民事诉讼", "2029年11月23日", "秦州区人民法院，带身份证、证据"),
        ("劳动仲裁", "2027年11月23日", "仲裁委"),
    )
    said = word_text(as_word(Failure(ways=ways).paper()))
    assert [word for way in ways for word in way if "".join(word.split()) not in said] == []


def test_an_address_is_confirmed_by_whoever_confirmed_it(room, known):
    Side.objects.filter(mediation=known, place=1).update(address_confirmed=True)
    papers = actions.make_sheets(known, "address", by=room.desk)
    assert [("周建国" in pdf_text(as_pdf(paper))) for paper in papers] == [True]
