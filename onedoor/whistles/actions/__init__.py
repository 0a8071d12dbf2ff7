"""吹哨报到 — every change of a whistle, one function each."""

from onedoor.whistles.actions.answering import answer, confirm_arrival, excuse, insist_on, mark_late
from onedoor.whistles.actions.blowing import Asked, blow, call_more, open_emergency, open_emergency_once
from onedoor.whistles.actions.classes import edit_class
from onedoor.whistles.actions.hosting import call_off, end, gather, log, minute
from onedoor.whistles.actions.rating import rate
from onedoor.whistles.actions.reporting import report
