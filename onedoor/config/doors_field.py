"""Who may come in where with a phone of the grids."""

from onedoor.config.audience import EVERYONE, PHONE, door

FIELD = {
    # The app without anything in it: kept on the phone, opened without a network by whoever holds it.
    "field:app": door(GET=EVERYONE),
    "field:worker": door(GET=EVERYONE),
    "field:files": door(GET=EVERYONE),
    "field:phones": door(GET="field.phone", POST="field.phone"),
    "field:share": door(POST="field.phone"),
    "field:items": door(POST=PHONE),
    "field:photo": door(HEAD=PHONE, PUT=PHONE),
    "field:feed": door(GET=PHONE),
    "field:map": door(GET=PHONE),
    "field:drafts": door(POST=PHONE),
    "field:lost": door(POST=PHONE),
    "field:leave": door(POST=PHONE),
    "field:leaflet": door(GET=EVERYONE),
    "field:workers": door(GET="field.phones"),
    "field:seat": door(GET="field.phones", POST="field.phones"),
    "field:end_phone": door(POST=("field.phones", "posts.appoint")),
    "field:lost_phones": door(GET="posts.appoint"),
    "field:find_grid": door(GET=EVERYONE, POST=EVERYONE),
    "field:grid": door(GET=EVERYONE),
}
