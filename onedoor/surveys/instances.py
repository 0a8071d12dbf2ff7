"""Reading what a phone sends: an XForm instance, parsed without entities or document types, within bounds."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError  # only to name what the safe parser gives

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid, TooBig
from onedoor.surveys.limits import MOST_DEPTH, MOST_XML_BYTES, MOST_XML_PARTS

META, MOST_NUMBER = "meta", 64


@dataclass(frozen=True)
class Said:
    """One answer as it stands in the XML: where, which repetition, and its letters."""

    path: str
    place: str
    text: str


@dataclass
class Instance:
    """One form filled in."""

    code: str
    version: str
    number: str
    digest: str
    root: Element = field(repr=False)

    def said(self, repeats: set[str]) -> list[Said]:
        """The answers in order; `repeats` are the paths of repeated parts."""
        return list(_walk(self.root, "", "", repeats))


def read_instance(content: bytes) -> Instance:
    """NotValid says what is wrong with the XML."""
    if len(content) > MOST_XML_BYTES:
        raise TooBig(_("答卷超过2MB。"))
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as reason:
        raise NotValid(_("答卷里有文档类型声明或实体，不予接收。")) from reason
    except (ParseError, ValueError, LookupError) as reason:
        raise NotValid(_("答卷不是完整的XML，可能没有传完，请再发一次。")) from reason
    if sum(1 for _part in root.iter()) > MOST_XML_PARTS:
        raise TooBig(_("答卷的内容太多。"))
    number = _number_of(root)
    return Instance(
        code=root.get("id", ""),
        version=root.get("version", ""),
        number=number,
        digest=hashlib.sha256(content).hexdigest(),
        root=root,
    )


def _number_of(root: Element) -> str:
    """The number that the phone gave it: without one, a repeated sending could not be told from a new answer."""
    meta = next((part for part in root if bare(part.tag) == META), None)
    for part in meta if meta is not None else ():
        if bare(part.tag) == "deprecatedID":
            raise NotValid(_("已经交来的答卷不能修改，请另填一份。"))
        number = (part.text or "").strip()
        if bare(part.tag) == "instanceID" and 0 < len(number) <= MOST_NUMBER:
            return number
    raise NotValid(_("答卷没有编号（instanceID），不能接收。"))


def bare(tag: str) -> str:
    """The name without its namespace."""
    return tag.rpartition("}")[2]


def _walk(part: Element, above: str, place: str, repeats: set[str]) -> Iterator[Said]:
    if above.count("/") > MOST_DEPTH:
        raise NotValid(_("答卷的层次太深。"))
    counted: dict[str, int] = {}
    for child in part:
        path = f"{above}{bare(child.tag)}"
        if path == META:
            continue
        counted[path] = counted.get(path, 0) + 1
        if path in repeats:
            inside = f"{place}.{counted[path]}" if place else str(counted[path])
        else:
            inside = place
            if counted[path] > 1:
                raise NotValid(_("答卷里“%(name)s”出现了两次。") % {"name": path[:60]})
        text, tail = (child.text or "").strip(), (child.tail or "").strip()
        if tail or text and len(child):
            raise NotValid(_("答卷里“%(name)s”旁边有不属于任何题目的字。") % {"name": path[:60]})
        if len(child):
            yield from _walk(child, f"{path}/", inside, repeats)
        else:
            yield Said(path, inside, text)
