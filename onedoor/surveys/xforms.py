"""The form as phones will run it: what it sends must be what we take in, what it reads must be what somebody answered."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element  # only to name what the safe parser gives

from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from onedoor.surveys.instances import META, bare
from onedoor.surveys.judging import Fault
from onedoor.surveys.questions import Heading, Question

# Number and account of the phone, told by the app when a sum of the form asks for its “properties”.
PROPERTY = re.compile(r"\bproperty\s*\(")
BROUGHT = re.compile(r"jr://(?:images|audio|video|file|file-csv)/([^\"'<>]+)")


def judge_made(xform: str, questions: list[Question], headings: list[Heading]) -> list[Fault]:
    """What only shows in the form that was made."""
    root = fromstring(xform, forbid_dtd=True)
    if any(_reads_phone(bare(name), said) for part in root.iter() for name, said in part.attrib.items()):
        words = _("不收集手机识别码、号码和账号：请删去读取手机属性（property）的内容。")
        return [Fault("property", words, is_forbidden=True, cell="property")]
    (data,) = next(part for part in root.iter() if bare(part.tag) == "instance")
    paths = list(_leaves(data, ""))
    if f"{META}/instanceID" not in paths:
        return [Fault("settings", _("不能写omit_instanceID：没有编号的答卷分不清是不是重复发来的。"))]
    known = {one.path for one in questions} | {one.path for one in headings}
    words = _("采集程序会送来“%(path)s”，这里收不下：请换个写法，例如不用loop。")
    return [
        Fault(path[:60], words % {"path": path[:60]})
        for path in dict.fromkeys(paths)
        if path not in known and not path.startswith(f"{META}/")
    ]


def brought_with(xform: str) -> set[str]:
    """The names of the files it shows or takes its choices from."""
    return set(BROUGHT.findall(xform))


def _reads_phone(name: str, said: str) -> bool:
    return name == "preload" and said == "property" or PROPERTY.search(said) is not None


def _leaves(part: Element, above: str) -> Iterator[str]:
    for child in part:
        path = f"{above}{bare(child.tag)}"
        if len(child):
            yield from _leaves(child, f"{path}/")
        else:
            yield path
