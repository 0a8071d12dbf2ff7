"""事项的每一步 — every change to a matter is one function of this package, named as the clerk would name it."""

from onedoor.matters.actions.claimants import (
    add_claimant,
    count_claimants,
    drop_claimant,
    give_slip,
    name_representatives,
)
from onedoor.matters.actions.ending import answer, ask_review, close, object_, rate, redo, verify
from onedoor.matters.actions.handling import contribute, resolve, sign
from onedoor.matters.actions.merging import end_merged, merge, unmerge
from onedoor.matters.actions.on_the_spot import settle_on_the_spot
from onedoor.matters.actions.referring import refer_mediation
from onedoor.matters.actions.registering import (
    open_review,
    register,
    register_many,
    register_many_once,
    register_once,
)
from onedoor.matters.actions.relating import relate, unrelate
from onedoor.matters.actions.returning import refer, remand, return_, rule
from onedoor.matters.actions.splitting import CAN_BE_SPLIT, part_ended, split_off
from onedoor.matters.actions.stretching import (
    ask_extension,
    ask_pause,
    extend,
    grant_request,
    pause,
    refuse_request,
    resume,
    resume_when_over,
)
from onedoor.matters.actions.taking_up import take_up
from onedoor.matters.actions.triage import (
    accept,
    correct,
    decline,
    dispatch,
    instruct,
    note,
    raise_,
    report_back,
    settle,
    submit,
    transfer_out,
)
from onedoor.matters.drafts import Draft, Registered

__all__ = [
    *("Draft", "Registered", "accept", "answer", "ask_review", "close", "contribute", "correct", "decline"),
    "refer_mediation",
    *("dispatch", "end_merged", "extend", "instruct", "merge", "note", "object_", "open_review", "pause"),
    *(
        "settle_on_the_spot",
        "raise_",
        "rate",
        "redo",
        "refer",
        "refer_mediation",
        "register",
        "register_many",
        "register_many_once",
        "register_once",
        "remand",
        "report_back",
        "resolve",
        "resume",
        "return_",
        "rule",
    ),
    *(
        "CAN_BE_SPLIT",
        "add_claimant",
        "count_claimants",
        "drop_claimant",
        "give_slip",
        "name_representatives",
    ),
    *("part_ended", "relate", "split_off", "unrelate"),
    *("ask_extension", "ask_pause", "grant_request", "refuse_request", "resume_when_over"),
    *("settle", "sign", "submit", "take_up", "transfer_out", "unmerge", "verify"),
]
