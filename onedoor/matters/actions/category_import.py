"""Taking in a district's own list of categories: matched with what it brought before, all of it or nothing."""

import hashlib

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.kit.problems import NotValid
from onedoor.matters.actions.categories import OWN, require_editor
from onedoor.matters.category_files import Line, Listing, refuse
from onedoor.matters.category_rows import Outcome, bring_up_to_date, create
from onedoor.matters.models import Category


@transaction.atomic
def import_list(
    listing: Listing, *, source: str, by, retire_missing=False, only=False, dry_run=False
) -> Outcome:
    """导入清单 — take in a district's own list under the name of its source; all of it or nothing.

    A category is found again by its code, else by its name or a former name under the same parent, so that
    importing twice makes nothing twice. `retire_missing` ends what the file no longer has, `only` every other list.
    """
    require_editor(by=by)
    if not source.strip() or source == OWN:
        raise NotValid(_("请给清单起一个来源名称（不能是“%(own)s”）。") % {"own": OWN})
    importing = _Import(listing, source.strip())
    outcome = importing.run()
    today = timezone.localdate()
    valid = Category.objects.valid(today).filter(valid_until=None)
    if retire_missing:
        gone = valid.filter(source=importing.source).exclude(
            pk__in=[found.pk for found in importing.found.values()]
        )
        outcome.retired += gone.update(valid_until=today, changed_at=Now())
    if only:
        outcome.retired += valid.exclude(source=importing.source).update(valid_until=today, changed_at=Now())
    if dry_run:
        transaction.set_rollback(True)
    return outcome


class _Import:
    """One import: the file's names on one side, what the source already has on the other."""

    def __init__(self, listing: Listing, source: str):
        self.source, self.outcome = source, Outcome(notes=list(listing.notes))
        self.lines = {line.names: line for line in listing.lines}
        # Parents before children, else as the file has them: problems are told in the order of its rows.
        branches = dict.fromkeys(names[:n] for names in self.lines for n in range(1, len(names) + 1))
        self.branches = sorted(branches, key=len)
        self.codes = set(Category.objects.values_list("code", flat=True))
        self.known = list(Category.objects.filter(source=source).select_for_update())
        self.found: dict[tuple[str, ...], Category] = {}
        self.problems: list[str] = []

    def run(self) -> Outcome:
        for names in self.branches:
            line = self.lines.get(names) or Line(0, names)
            parent = self.found.get(names[:-1])
            if len(names) > 1 and parent is None:
                continue
            self._take(line, parent)
        refuse(self.problems)
        return self.outcome

    def _take(self, line: Line, parent: Category | None) -> None:
        existing = self._existing(line, parent)
        problem = self._conflict(line, parent, existing)
        if problem:
            self.problems.append(problem)
        elif existing:
            self.found[line.names] = existing
            self.outcome.count(bring_up_to_date(existing, line.names[-1], line.facts))
        else:
            code = line.code or self._new_code(line.names)
            self.codes.add(code)
            today = timezone.localdate()
            self.found[line.names] = create(code, line.names[-1], parent, self.source, line.facts, today)
            self.outcome.created += 1

    def _existing(self, line: Line, parent: Category | None) -> Category | None:
        if line.code:
            by_code = [one for one in self.known if one.code == line.code]
            if by_code:
                return by_code[0]
        name, siblings = (
            line.names[-1],
            [one for one in self.known if one.parent_id == (parent and parent.pk)],
        )
        named = [one for one in siblings if one.name == name]
        # A former name counts only while the file does not speak of that category by its present name.
        formerly = [
            one
            for one in siblings
            if name in one.former_names and (*line.names[:-1], one.name) not in self.branches
        ]
        return next(iter(named or formerly), None)

    def _conflict(self, line: Line, parent: Category | None, existing: Category | None) -> str:
        words = {"row": line.number, "name": " / ".join(line.names), "code": line.code}
        if existing is None:
            taken = line.code in self.codes
            return _("第%(row)d行的代码“%(code)s”已被别的清单占用。") % words if taken else ""
        if line.code and existing.code != line.code:
            words["old"] = existing.code
            return _("第%(row)d行：“%(name)s”已有代码%(old)s，代码一经使用不能改成%(code)s。") % words
        if existing.parent_id != (parent and parent.pk):
            return (
                _("第%(row)d行：代码%(code)s原在别的上级之下，不能移到“%(name)s”；请停用旧分类、另设新代码。")
                % words
            )
        return ""

    def _new_code(self, names: tuple[str, ...]) -> str:
        """From the names, not from the position: the same list gives the same codes in any order."""
        for salt in range(len(self.codes) + 1):
            seed = "/".join((self.source, *names)) + (f"#{salt}" if salt else "")
            code = "X" + hashlib.sha256(seed.encode()).hexdigest()[:9].upper()
            if code not in self.codes:
                break
        return code
