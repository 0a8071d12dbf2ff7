"""环节 — the steps of every tab of a mediation's page, by the name of the tab."""

from onedoor.mediation.steps import (
    agreement,
    drawers,
    entering,
    offers,
    performing,
    referring,
    returning,
    sessions,
    volume,
)

TABS = {
    "one": entering.STEPS | referring.STEPS,
    "sessions": sessions.STEPS,
    "drawers": drawers.STEPS,
    "offers": offers.STEPS,
    "agreement": agreement.STEPS | performing.STEPS | returning.STEPS,
    "volume": volume.STEPS,
}
