"""What the bench's screens take for seen; nothing here looks at a clock."""

from onedoor.config.bench.followers import Screen, length_of
from onedoor.config.bench.live import shown


class Wall(Screen):
    """A screen that is handed what it hears."""

    def __init__(self, asks: bool):
        self.asks, self.next_at, self.got, self.mark, self.shows = asks, 0.0, b"", b"", ""
        self.is_there, self.seen = False, []

    def hears(self, *pieces: bytes) -> list[str]:
        for at, piece in enumerate(pieces):
            self.got += piece
            while (end := self.end()) > 0:
                self.take(self.got[:end], at)
                self.got = self.got[end:]
        return [label for label, _moment in self.seen]


def test_a_stream_is_read_message_by_message_wherever_it_is_cut():
    wall = Wall(asks=False)
    pieces = (
        b'id: 1\ndata: {"calls":[{"lab',
        b'el":"A001"}]}\n',
        b'\nevent: beat\ndata: 1\n\ndata: {"calls":[{"label":"A002"',
    )
    assert wall.hears(*pieces) == ["A001"]
    assert wall.hears(b"}]}\n\n") == ["A001", "A002"]


def test_an_answer_is_whole_with_its_length_and_one_without_news_at_its_head():
    wall = Wall(asks=True)
    head = b'HTTP/1.1 200 OK\r\nETag: "0123456789abcdef"\r\nContent-Length: 30\r\n\r\n'
    assert wall.hears(head, b'{"calls":[{"label":"A001"}]}', b"  ") == ["A001"]
    assert (wall.mark, wall.got) == (b"0123456789abcdef", b"")
    assert wall.hears(b"HTTP/1.1 304 Not Modified\r\n\r\n") == ["A001"]
    assert (length_of(head), length_of(b"HTTP/1.1 304 Not Modified")) == (30, 0)


def test_a_screen_that_passed_a_call_over_is_as_new_when_it_shows_a_later_one():
    seen = [("A001", 1.0), ("A003", 3.0)]
    assert [shown(seen, label, 9.0) for label in ("A001", "A002", "A003", "A004")] == [1.0, 3.0, 3.0, 9.0]
