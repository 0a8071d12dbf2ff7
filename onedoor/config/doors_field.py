"""Who may come in where with a phone of the grids."""

from onedoor.config.audience import PHONE, door

FIELD = {
    "field:phones": door(POST="field.phone"),
    "field:share": door(POST="field.phone"),
    "field:items": door(POST=PHONE),
    "field:photo": door(HEAD=PHONE, PUT=PHONE),
    "field:feed": door(GET=PHONE),
    "field:map": door(GET=PHONE),
    "field:drafts": door(POST=PHONE),
    "field:lost": door(POST=PHONE),
    "field:leave": door(POST=PHONE),
}
