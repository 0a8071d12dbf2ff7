"""The letter as a file: Word from the office's own template, PDF set by Typst, both with Chinese as it should stand."""

import io
import json
from pathlib import Path

import typst
from docxtpl import DocxTemplate

HERE = Path(__file__).parent
SOURCE, TEMPLATE = HERE / "letter.typ", HERE / "letter.docx"


def as_word(letter) -> bytes:
    """`letter.docx` is opened in Word and changed there; its fields stand in double braces."""
    document, out = DocxTemplate(TEMPLATE), io.BytesIO()
    document.render(letter.parts(), autoescape=True)
    document.save(out)
    return out.getvalue()


def as_pdf(letter) -> bytes:
    """What was typed reaches Typst as data, never as its source."""
    return typst.compile(SOURCE.read_bytes(), sys_inputs={"letter": json.dumps(letter.parts())})
