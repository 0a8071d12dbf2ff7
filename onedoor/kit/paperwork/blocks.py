"""What an official paper is made of. A value that is not known is left open: a line for somebody's hand."""

from dataclasses import asdict, dataclass

# The page of all of them, in millimetres, after GB/T 9704: 156 by 225 to write on; the page number stands seven below.
TOP, RIGHT, BOTTOM, LEFT = 37, 26, 35, 28
BELOW = 7
# A cover begins lower.
TOP_OF_COVER = 55
WIDTH = 210 - LEFT - RIGHT


@dataclass(frozen=True)
class Words:
    """Paragraphs, one a line of the text; when empty, so many ruled lines to write on."""

    text: str
    lines: int = 0
    is_indented: bool = True


@dataclass(frozen=True)
class Heading:
    """What the part that follows is called."""

    text: str


@dataclass(frozen=True)
class Fields:
    """Labels, each with its value on a line; `columns` beside one another. `label`: room for so many characters before every
    value, and for the lines of a cover."""

    pairs: tuple[tuple[str, str], ...]
    columns: int = 1
    label: int = 0


@dataclass(frozen=True)
class Listed:
    """A numbered list; when empty, so many numbers with a line each."""

    items: tuple[str, ...]
    lines: int = 3


@dataclass(frozen=True)
class Grid:
    """A table with a head. `widths` are parts of the whole; `lines` empty rows at least."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    lines: int = 0


@dataclass(frozen=True)
class Row:
    """One line of a form: one label with a wide cell, or two of both. `lines` is how high it is at least."""

    pairs: tuple[tuple[str, str], ...]
    lines: int = 1


@dataclass(frozen=True)
class Form:
    """A ruled form: labels and cells, as registers are printed."""

    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Choice:
    """Boxes to tick; those chosen are ticked."""

    label: str
    options: tuple[str, ...]
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadBack:
    """The sentence above the signatures; it never stands on another page than they do."""

    text: str


@dataclass(frozen=True)
class Sign:
    """A place for one hand: who signs, how; `name` is printed when it is known, and its own `day`. A seal gets room."""

    label: str
    name: str = ""
    way: str = "签名、盖章或者按指印"
    is_seal: bool = False
    has_date: bool = True
    day: str = ""


@dataclass(frozen=True)
class Signing:
    """All the places for hands, kept together. `day` is the date, when it is known."""

    places: tuple[Sign, ...]
    day: str = ""


@dataclass(frozen=True)
class Small:
    """A remark in small print."""

    text: str


Block = Words | Heading | Fields | Listed | Grid | Form | Choice | ReadBack | Signing | Small


@dataclass(frozen=True)
class Paper:
    """One paper. `office` stands above its title, `number` below it; a cover is `is_bare`: no page number, larger type."""

    title: str
    blocks: tuple[Block, ...]
    office: str = ""
    number: str = ""
    is_bare: bool = False

    def parts(self) -> dict:
        """As data, for whoever sets it."""
        told = asdict(self)
        kinds = [type(block).__name__.lower() for block in self.blocks]
        told["blocks"] = [{"kind": kind, **part} for kind, part in zip(kinds, told["blocks"], strict=True)]
        return told
