"""Who may come in where, of surveys: those who ask, those who are asked, and their collecting apps."""

from onedoor.config.audience import PHONE, door

ASKING = "survey.edit"
ASKED = "survey.answer"

# A collecting app has no session: its app password is checked by `surveys.views.openrosa`.
SURVEYS = {
    "surveys:list": door(GET=(ASKING, ASKED)),
    "surveys:sample": door(GET=ASKING),
    "surveys:new": door(GET=ASKING, POST=ASKING),
    "surveys:survey": door(GET=ASKING),
    "surveys:again": door(POST=ASKING),
    "surveys:decide": door(POST=ASKING),
    "surveys:end": door(POST=ASKING),
    "surveys:source": door(GET=ASKING),
    "surveys:replies": door(GET=ASKING),
    "surveys:photo": door(GET=ASKING),
    "surveys:export": door(POST=ASKING),
    "surveys:fill": door(GET=ASKED, POST=ASKED),
    "surveys:password": door(GET=ASKED, POST=ASKED),
    "surveys:end_password": door(POST=ASKED),
    "surveys:openrosa_root": door(GET=PHONE),
    "surveys:openrosa_list": door(GET=PHONE),
    "surveys:openrosa_submission": door(GET=PHONE, POST=PHONE),
    "surveys:openrosa_form": door(GET=PHONE),
    "surveys:openrosa_manifest": door(GET=PHONE),
    "surveys:openrosa_medium": door(GET=PHONE),
}
