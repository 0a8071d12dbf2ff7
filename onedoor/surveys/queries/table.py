"""Answers as a table: a line a reply, a column a question; what is repeated stands apart, a line each."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from onedoor.places.atlas import open_atlas
from onedoor.surveys.models import Answer, Reply, Survey, Version
from onedoor.surveys.queries.asking import named, village_of
from onedoor.surveys.questions import Question, kept
from onedoor.surveys.standing import ground
from onedoor.surveys.values import in_words


@dataclass
class Line:
    """One reply: number, village, day, and its answers by column; photos with the key under which they are fetched."""

    number: int
    reply: Reply
    village: str
    cells: list = field(default_factory=list)
    answers: list[tuple[Question, Answer, object]] = field(default_factory=list)

    @property
    def missing(self) -> int:
        """Photos that were named and have not come yet."""
        return sum(answer.kind == "photo" and not answer.file for _q, answer, _words in self.answers)


@dataclass
class Table:
    """Everything of a survey within a reach."""

    columns: list[Question]
    lines: list[Line]

    def headings(self) -> list[str]:
        return [_("序号"), _("村（社区）"), _("收到日期"), *(one.label for one in self.columns)]

    def rows(self) -> list[list]:
        return [[line.number, line.village, f"{line.reply.at:%Y-%m-%d}", *line.cells] for line in self.lines]

    def repeated_rows(self) -> list[list]:
        """答卷序号, 第几个, 题目, 答案."""
        return [
            [line.number, answer.place, question.label, words]
            for line in self.lines
            for question, answer, words in line.answers
            if question.repeat or answer.place
        ]


def questions_of(survey: Survey) -> dict[str, Question]:
    """Every question any version has asked, the newest wording of each; columns keep the order of the newest version."""
    found: dict[str, Question] = {}
    for version in survey.versions.filter(published_at__isnull=False).order_by("-number"):
        for question in kept(version):
            if question.kind != "note":
                found[question.path] = _with_older(found.get(question.path, question), question)
    return found


def _with_older(newest: Question, older: Question) -> Question:
    """Choices that are offered no more are still read by their words."""
    offered = dict(newest.choices)
    gone = tuple((value, label) for value, label in older.choices if value not in offered)
    return replace(newest, choices=newest.choices + gone) if gone else newest


def replies_of(survey: Survey, by):
    """Within the reach of whoever reads."""
    return survey.replies.under(ground(by)).order_by("at", "id")


def table_of(survey: Survey, replies, first: int = 1) -> Table:
    """The replies given, numbered from `first` on."""
    questions = questions_of(survey)
    columns = [one for one in questions.values() if not one.repeat]
    atlas, lines = open_atlas(), []
    for number, reply in enumerate(replies.prefetch_related("answers"), start=first):
        reply.at = timezone.localtime(reply.at)
        line = Line(number, reply, named(atlas, village_of(atlas, reply.region_id).pk))
        told = {}
        for answer in reply.answers.all():
            if question := questions.get(answer.question):
                words = in_words(question, answer)
                line.answers.append((question, answer, words))
                told[answer.question, answer.place] = words
        line.cells = [told.get((one.path, ""), "") for one in columns]
        lines.append(line)
    return Table(columns, lines)


def definitions_of(survey: Survey, version: Version | None) -> list[list[str]]:
    """What each column means, and what the whole was for: goes out with the answers, so that nobody reads them otherwise."""
    rows = [
        [_("问卷"), survey.title],
        [_("目的"), survey.purpose],
        [_("依据"), survey.basis],
        [_("负责单位"), str(survey.owner)],
        [_("谁填"), survey.asked],
        [_("截止日期"), f"{survey.ends_on:%Y-%m-%d}"],
        [_("保留到"), f"{until(survey):%Y-%m-%d}"],
        [_("版本号"), version.name if version else ""],
        [],
        [_("列"), _("题目"), _("题型"), _("选项"), _("必填")],
    ]
    for question in questions_of(survey).values():
        choices = "；".join(f"{value}={label}" for value, label in question.choices)
        needed = _("是") if question.is_needed else ""
        rows.append([question.path, question.label, question.kind_in_words, choices, needed])
    return rows


def until(survey: Survey):
    """The last day on which the answers are kept."""
    return survey.ends_on + timedelta(days=survey.keep_days)
