"""How large, how long: everything of surveys that is counted in bytes or days."""

# A form with two hundred questions weighs 40 kB; a workbook that unpacks beyond this is no form.
MOST_FORM_BYTES, MOST_FORM_UNPACKED, MOST_QUESTIONS = 2 * 1024 * 1024, 15 * 1024 * 1024, 300
MOST_MEDIA, MOST_MEDIUM_BYTES = 20, 5 * 1024 * 1024
# What a phone may send in one piece; Collect divides what is larger.
MOST_SENT_BYTES, MOST_XML_BYTES, MOST_XML_PARTS = 24 * 1024 * 1024, 2 * 1024 * 1024, 5000
# What was filled in before the end may still lie on a phone in a valley: it is taken for so long after.
LATE_DAYS = 14
# Within what a row can hold: where an answer stands, how deep, in how many repeated parts, and what a choice is called.
MOST_PATH, MOST_DEPTH, MOST_REPEATS, MOST_CHOICE = 200, 20, 4, 100
LONGEST_SURVEY_DAYS = 366
KEY_DAYS = 180
