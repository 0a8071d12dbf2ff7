"""Light markup of articles: headings, paragraphs, lists. Plain text in, blocks out; a template writes them, escaped."""

from dataclasses import dataclass, field

HEADING, POINT = "#", ("- ", "• ", "· ")
# What fits on a page of a screen that is read from some metres away, in lines; a paragraph is not torn.
PAGE_OF_SCREEN, LINE = 8.0, 34
HEADING_LINES, BETWEEN = 1.5, 0.4


@dataclass
class Block:
    """A heading, a paragraph or a list."""

    kind: str
    text: str = ""
    points: list[str] = field(default_factory=list)

    @property
    def weight(self) -> float:
        """How many lines it takes, with the room below it."""
        if self.kind == "heading":
            return HEADING_LINES
        return sum(_lines(words) for words in self.points or [self.text]) + BETWEEN


def _lines(words: str) -> int:
    """Figures and letters are half as wide."""
    half = sum(sign.isascii() for sign in words)
    return -(-(2 * len(words) - half) // (2 * LINE))


def blocks(text: str) -> list[Block]:
    """An empty line or another kind of line begins the next block; lines of a paragraph flow together."""
    found: list[Block] = []
    fresh = True
    for line in text.replace("\r\n", "\n").split("\n"):
        line = line.strip()
        if not line:
            fresh = True
            continue
        _add(found, line, fresh)
        fresh = line.startswith(HEADING)
    return found


def _add(found: list[Block], line: str, fresh: bool) -> None:
    if line.startswith(HEADING):
        found.append(Block("heading", line.lstrip(HEADING).strip()))
    elif line.startswith(POINT):
        if fresh or found[-1].kind != "points":
            found.append(Block("points"))
        found[-1].points.append(line[1:].strip())
    elif fresh or found[-1].kind != "paragraph":
        found.append(Block("paragraph", line))
    else:
        found[-1].text += line


def pages(text: str, most: float = PAGE_OF_SCREEN) -> list[list[Block]]:
    """The blocks shared out over pages of a screen; a heading never stands last on one."""
    shared: list[list[Block]] = [[]]
    room = most
    for block in _no_longer_than(blocks(text), most):
        held = shared[-1]
        if held and block.weight > room:
            moved = [held.pop()] if held[-1].kind == "heading" and len(held) > 1 else []
            shared.append(moved)
            room = most - sum(one.weight for one in moved)
        shared[-1].append(block)
        room -= block.weight
    return [page for page in shared if page]


def _no_longer_than(found: list[Block], most: float):
    """A list that fills more than a page goes on in another one."""
    for block in found:
        if block.kind != "points" or block.weight <= most:
            yield block
            continue
        part = Block("points")
        for point in block.points:
            if part.points and part.weight + _lines(point) > most:
                yield part
                part = Block("points")
            part.points.append(point)
        yield part
