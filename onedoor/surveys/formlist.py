"""The XML that collecting apps read: which forms there are, what belongs to each, and what became of a sending."""

from xml.etree.ElementTree import Element, SubElement, tostring

LIST = "http://openrosa.org/xforms/xformsList"
MANIFEST = "http://openrosa.org/xforms/xformsManifest"
RESPONSE = "http://openrosa.org/http/response"


def _written(root: Element) -> bytes:
    return tostring(root, encoding="utf-8", xml_declaration=True)


def _tell(parent: Element, **words) -> None:
    for name, text in words.items():
        SubElement(parent, name).text = str(text)


def form_list(rows: list[dict]) -> bytes:
    """Each row: formID, name, version, hash, descriptionText, downloadUrl, and manifestUrl where there are media."""
    root = Element("xforms", xmlns=LIST)
    for row in rows:
        _tell(SubElement(root, "xform"), **row)
    return _written(root)


def manifest(rows: list[dict]) -> bytes:
    """Each row: filename, hash, downloadUrl."""
    root = Element("manifest", xmlns=MANIFEST)
    for row in rows:
        _tell(SubElement(root, "mediaFile"), **row)
    return _written(root)


def response(words: str, nature: str = "") -> bytes:
    """What the app shows to whoever pressed “send”."""
    root = Element("OpenRosaResponse", xmlns=RESPONSE)
    message = SubElement(root, "message")
    message.text = words
    if nature:
        message.set("nature", nature)
    return _written(root)
