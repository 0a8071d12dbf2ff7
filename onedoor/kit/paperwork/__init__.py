"""Official papers: built from blocks once, set as Word and as PDF from the same blocks, with Chinese as it should stand."""

from onedoor.kit.paperwork.blocks import (
    Choice,
    Fields,
    Form,
    Grid,
    Heading,
    Listed,
    Paper,
    ReadBack,
    Row,
    Sign,
    Signing,
    Small,
    Words,
)
from onedoor.kit.paperwork.pdf import Sheets, as_pdf, set_sheets
from onedoor.kit.paperwork.word import as_word

__all__ = [
    "Choice",
    "Fields",
    "Form",
    "Grid",
    "Heading",
    "Listed",
    "Paper",
    "ReadBack",
    "Row",
    "Sheets",
    "Sign",
    "Signing",
    "Small",
    "Words",
    "as_pdf",
    "as_word",
    "set_sheets",
]
