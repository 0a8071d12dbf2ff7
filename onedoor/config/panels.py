"""What other rooms hang on the page of a case and on "my work": each by an address of its own, asked for by htmx.

A room with nothing to say answers 204. Whoever may not enter an address is not sent to it (`config/doors.py`).
"""

# URL names that take the case's code, in the order in which they stand.
CASE_PANELS: tuple[str, ...] = (
    "cases:duties",
    "whistles:on_case",
    "supervision:panel",
    "joint:case_panel",
    "reception:panel",
    "aid:panel",
    "tasks:panel",
    "safety:panel",
)
# URL names without arguments: what waits for one's unit besides matters. Above the list only what cannot wait an
# hour: whatever comes in above pushes down what one is about to press.
URGENT_PANELS: tuple[str, ...] = ("whistles:mine",)
WORK_PANELS: tuple[str, ...] = (
    "cases:my_duties",
    "supervision:waiting",
    "joint:mine",
    "tasks:mine",
    "safety:mine",
)
# URL names that take the case's code: what a clerk at a window sees of the one matter whose code and PIN a visitor handed
# over. What is out of the clerk's reach answers 204.
VISITOR_PANELS: tuple[str, ...] = ("matters:visitor_panel",)
# URL names without arguments: the way back to where one sits, on a sheet that ends what was begun there.
BACK_PANELS: tuple[str, ...] = ("hall:seat_link",)

# Where one room hands a person over to another: a name that templates know, and the URL name without arguments that it
# stands for. What has no address, or does not let this reader in, is left out, and so is its button.
HANDOVERS: dict[str, str] = {
    "matter": "matters:desk",
    "visit": "reception:new",
    "request": "portal:what",
    "advice": "aid:advice_new",
    "aid": "aid:new",
    "guide": "guide:start",
    "rack": "guide:rack",
    "appointment": "appointments:services",
    "appointed": "appointments:arrive",
    "talk": "counselling:new",
    "mediation": "mediation:new",
    "dispute": "portal:dispute",
    # Whoever counts committees does not read who sits in them.
    "roster": "committees:roster",
}
