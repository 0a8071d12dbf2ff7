"""The papers as PDF: set by Typst in one go, however many there are. What was typed reaches it as data, never as source."""

import io
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import cast

import typst
from pypdf import PdfReader
from pypdf.generic import Destination

from onedoor.kit.paperwork.blocks import BELOW, BOTTOM, LEFT, RIGHT, TOP, TOP_OF_COVER, Paper

SOURCE = Path(__file__).parent / "paper.typ"
EDGES = {"top": TOP, "cover": TOP_OF_COVER, "right": RIGHT, "bottom": BOTTOM, "left": LEFT, "below": BELOW}


@dataclass(frozen=True)
class Sheets:
    """Several papers in one PDF, and at which page each of them begins."""

    content: bytes
    starts: tuple[int, ...]


def as_pdf(paper: Paper) -> bytes:
    """One paper."""
    return _set([paper])


def set_sheets(papers: list[Paper]) -> Sheets:
    """Many papers, each beginning on a page of its own and counting its own pages."""
    content = _set(papers)
    reader = PdfReader(io.BytesIO(content))
    # Every paper's title is one bookmark, in their order.
    marks = [
        reader.get_destination_page_number(one) for one in reader.outline if isinstance(one, Destination)
    ]
    return Sheets(content, tuple(mark for mark in marks if mark is not None))


def set_numbers(first: int, count: int) -> bytes:
    """Empty pages that carry nothing but the page number of a volume, to be laid over others."""
    return _compile(papers="[]", numbers=json.dumps([first, count]))


def pictures(papers: list[Paper], ppi: float = 60) -> list[bytes]:
    """As pictures, a page each, for whoever wants to look at them."""
    told = {"papers": json.dumps([paper.parts() for paper in papers]), "numbers": "[1, 0]"}
    made = _compiler().compile(SOURCE.read_bytes(), format="png", ppi=ppi, sys_inputs=_with_edges(told))
    return [page for page in (made if isinstance(made, list) else [made]) if page]


def _set(papers: list[Paper]) -> bytes:
    return _compile(papers=json.dumps([paper.parts() for paper in papers]), numbers="[1, 0]")


def _compile(**told: str) -> bytes:
    made = _compiler().compile(
        SOURCE.read_bytes(), format="pdf", sys_inputs=_with_edges(told), pdf_tags=False
    )
    return cast("bytes", made)


def _with_edges(told: dict[str, str]) -> dict[str, str]:
    return {**told, "edges": json.dumps(EDGES)}


def _compiler() -> typst.Compiler:
    return typst.Compiler(font_paths=_fonts())


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Looking through the fonts of the machine takes longer than setting a page: once is enough."""
    return typst.Fonts()
