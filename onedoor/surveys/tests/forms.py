"""XLSForms for tests, written as other people write them: three sheets of a workbook."""

import io

import openpyxl

SETTINGS = {"form_title": "冬季取暖安全问卷", "form_id": "winter", "version": "1"}
CHOICES = [
    ("yes_no", "yes", "是"),
    ("yes_no", "no", "否"),
    ("fuel", "coal", "煤"),
    ("fuel", "wood", "柴"),
    ("fuel", "gas", "燃气"),
]
SIMPLE = [
    ("note", "hello", "请按看到的填。", ""),
    ("select_one yes_no", "stove", "屋里有没有用炉子", "yes"),
    ("select_multiple fuel", "fuels", "烧什么", ""),
    ("integer", "alarms", "装了几个一氧化碳报警器", ""),
    ("decimal", "metres", "烟道有多长（米）", ""),
    ("date", "seen", "哪天看的", ""),
    ("text", "more", "还有什么要说的", ""),
]
FULL = [
    ("start", "start", "", ""),
    *SIMPLE,
    ("begin_repeat", "chimneys", "烟道", ""),
    ("geopoint", "spot", "在哪里", ""),
    ("image", "photo", "照片", ""),
    ("end_repeat", "", "", ""),
]


ASKED = {"type": "text", "name": "a", "label": "写一句"}
END_REPEAT, END_GROUP = {"type": "end_repeat"}, {"type": "end_group"}


def begin(kind: str, name: str, **more) -> dict:
    return {"type": f"begin_{kind}", "name": name, "label": "一段", **more}


NESTED = (begin("repeat", "o"), begin("repeat", "i"), ASKED, END_REPEAT, END_REPEAT)
COUNTED = (
    {"type": "integer", "name": "n", "label": "有几个"},
    begin("repeat", "r", repeat_count="${n} + 0"),
    ASKED,
    END_REPEAT,
)


def book(rows=SIMPLE, choices=CHOICES, heads=("type", "name", "label", "required"), **settings) -> bytes:
    """An XLSForm as a workbook."""
    made = openpyxl.Workbook()
    survey = made.active
    survey.title = "survey"
    for row in [heads, *rows]:
        survey.append(list(row))
    listed = made.create_sheet("choices")
    for row in [("list_name", "name", "label"), *choices]:
        listed.append(list(row))
    told = {name: value for name, value in (SETTINGS | settings).items() if value}
    page = made.create_sheet("settings")
    page.append(list(told))
    page.append(list(told.values()))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def sheet(*rows: dict, **settings) -> bytes:
    """A form by its columns: whatever the rows name."""
    heads = tuple(dict.fromkeys(head for row in rows for head in row))
    return book([tuple(row.get(head, "") for head in heads) for row in rows], heads=heads, **settings)


def instance(number="uuid:1", version="1", code="winter", body=None) -> bytes:
    """What a phone sends for the full form."""
    body = body or (
        "<start>2026-11-23T09:00:00.000+08:00</start><hello/><stove>yes</stove><fuels>coal wood</fuels>"
        "<alarms>2</alarms><metres>1.5</metres><seen>2026-11-22</seen><more>烟道要清</more>"
        "<chimneys><spot>34.58 105.72 1100 5</spot><photo>a.jpg</photo></chimneys>"
        "<chimneys><spot>34.59 105.73 0 0</spot><photo/></chimneys>"
    )
    meta = f'<orx:meta xmlns:orx="http://openrosa.org/xforms"><orx:instanceID>{number}</orx:instanceID></orx:meta>'
    text = f'<?xml version=\'1.0\'?><data id="{code}" version="{version}">{body}{meta}</data>'
    return text.encode()
