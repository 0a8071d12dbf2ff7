"""一页只问一次 — the parts of a page ask the same of a mediation again and again; of a row that a page was loaded for it is looked
up once. Actions hold rows of their own, which keep nothing: they always ask anew.
"""

from collections.abc import Callable


def keep_answers(mediation) -> None:
    """From now on, for this one page."""
    mediation.answers = {}


def once(mediation, question: str, look: Callable):
    """The answer that is kept, or a look, which is kept where answers are."""
    answers = vars(mediation).get("answers")
    if answers is None:
        return look()
    if question not in answers:
        answers[question] = look()
    return answers[question]
