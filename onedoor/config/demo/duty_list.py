"""The demo district's duty list: invented, and marked as such on every entry."""

from onedoor.matters.actions.duty_list import import_duties
from onedoor.matters.category_files import OWN_LIST
from onedoor.matters.duty_files import clauses_of, read_duty_file
from onedoor.matters.models import Responsibility

DEMO_LIST = OWN_LIST.with_name("duty_list_demo.csv")
SOURCE = "演示区责任清单（虚构）"


def lay_down() -> int:
    """演示清单 — once: a list that somebody has begun to edit is left as it is."""
    if Responsibility.objects.exists():
        return 0
    reading = read_duty_file(DEMO_LIST.read_bytes(), DEMO_LIST.name)
    return len(import_duties(clauses_of(reading.rows), by=None, source=SOURCE).created)
