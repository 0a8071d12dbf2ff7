"""What may be done to the list of categories. Codes stay; everything else may change without breaking a request."""

from datetime import date

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotAllowed, NotValid
from onedoor.matters.category_files import read_own_list
from onedoor.matters.category_rows import Outcome, bring_up_to_date, call, create, store
from onedoor.matters.models import Category

OWN = "onedoor"
_EDITABLE = (
    "name_en",
    "kind_hint",
    "unit_hint",
    "dispute_class",
    "secrecy",
    "promise_days",
    "refer_only",
    "keywords",
)


def require_editor(*, by) -> None:
    """可改分类 — `by` is an actor; None is whoever runs a command on the server itself."""
    if by is not None and not by.holds("category.edit"):
        raise NotAllowed(_("您现在的岗位无权改动事项分类。"))


@transaction.atomic
def rename(category: Category, name: str, *, by, name_en: str | None = None) -> Category:
    """更名 — give a category another name; its code, and all that was filed under it, stay."""
    require_editor(by=by)
    name = " ".join(name.split())
    if not 0 < len(name) <= 60:
        raise NotValid(_("请写明新的分类名称，最多60个字。"))
    category = Category.objects.select_for_update().get(pk=category.pk)
    siblings = Category.objects.filter(parent=category.parent, source=category.source, name=name)
    if siblings.exclude(pk=category.pk).exists():
        raise NotValid(_("同一级里已有名为“%(name)s”的分类。") % {"name": name})
    call(category, name)
    category.name_en = category.name_en if name_en is None else name_en
    store(category)
    return category


@transaction.atomic
def retire(
    category: Category, *, by, on: date | None = None, replaced_by: Category | None = None
) -> Category:
    """停用 — take a category and all below it out of use after a day; old requests keep it."""
    require_editor(by=by)
    on = on or timezone.localdate()
    if replaced_by and replaced_by.path.startswith(category.path):
        raise NotValid(_("不能改用它自己或它的下级。"))
    if category.valid_from and on < category.valid_from:
        raise NotValid(_("停用日期不能早于启用日期%(day)s。") % {"day": category.valid_from})
    branch = Category.objects.filter(path__startswith=category.path).valid(on)
    branch.update(valid_until=on, changed_at=Now())
    Category.objects.filter(pk=category.pk).update(replaced_by=replaced_by)
    category.refresh_from_db()
    return category


@transaction.atomic
def load_own_list(*, by, refresh: bool = False) -> Outcome:
    """载入自带清单 — make what is missing of the system's own list.

    A district may have renamed or retired some of it: what exists is left alone, unless `refresh` asks for the
    list's own words and hints again (names that the district changed stay even then).
    """
    require_editor(by=by)
    outcome, known = Outcome(), Category.objects.in_bulk(field_name="code")
    for row in read_own_list():
        code, facts = row["code"], {name: row[name] for name in _EDITABLE}
        if code not in known:
            known[code] = create(code, row["name"], known.get(row["parent"]), OWN, facts)
            outcome.created += 1
        elif known[code].source != OWN:
            raise NotValid(
                _("代码“%(code)s”已被清单“%(source)s”占用。") % {"code": code, "source": known[code].source}
            )
        else:
            found = known[code]
            name = found.name if row["name"] in found.former_names else row["name"]
            outcome.count(refresh and bring_up_to_date(found, name, facts, found.valid_until))
    return outcome
