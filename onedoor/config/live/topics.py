"""What can be followed live, and how its public content is read: one table. Nothing here may hold a name or a secret."""

import hashlib
import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db import Error, connection, transaction

from onedoor.hall.queries.board import board
from onedoor.kit.problems import NotFound

# A kind of topic with the function that reads one by its number: the same for everybody who asks, without signing in.
Reader = Callable[[int], dict | None]
TOPICS: dict[str, Reader] = {"hall": board}
NAME = re.compile(r"([a-z]+):([1-9][0-9]{0,8})")


@dataclass(frozen=True)
class Message:
    """What a topic shows at one moment. The same content has the same mark, whoever read it."""

    mark: str
    body: str
    wire: bytes


def message_of(content: dict) -> Message:
    body = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    mark = hashlib.sha256(body.encode()).hexdigest()[:16]
    return Message(mark, body, f"id: {mark}\ndata: {body}\n\n".encode())


def read(name: str, topics: dict[str, Reader] = TOPICS) -> Message | None:
    """Of one moment; None when there is no such thing."""
    told = NAME.fullmatch(name)
    if told is None or told[1] not in topics:
        return None
    try:
        with transaction.atomic():
            content = topics[told[1]](int(told[2]))
    except (NotFound, ObjectDoesNotExist):
        return None
    return None if content is None else message_of(content)


class Shelf:
    """Reads in one thread of its own, on one connection that is opened anew after it broke."""

    def __init__(self, topics: dict[str, Reader]):
        self.topics = topics
        self.thread = ThreadPoolExecutor(1, "reading")

    def read(self, name: str) -> Message | None:
        try:
            return read(name, self.topics)
        except Error:
            connection.close()
            raise
