"""Every change of a mediation, one function each."""

from onedoor.mediation.actions.agreeing import (
    agree_by_word,
    keep_signed,
    seal,
    sign_as_mediator,
    sign_for_side,
)
from onedoor.mediation.actions.breaching import breach, break_off, urge
from onedoor.mediation.actions.choosing import add_second, assign, choose, replace
from onedoor.mediation.actions.confirming import (
    apply_to_court,
    check_confirmable,
    court_answered,
    prepare_confirmation,
    say_to_confirm,
)
from onedoor.mediation.actions.consenting import say, say_for, tell_rights
from onedoor.mediation.actions.destroying import answer_of_volume, ask_of_volume, shred_over
from onedoor.mediation.actions.drafting import (
    add_obligation,
    discard,
    drop_obligation,
    void_stale,
    write_agreement,
)
from onedoor.mediation.actions.ending import (
    end_by_office,
    fail,
    lapse,
    record_undisputed,
    recount,
    reopen,
    resume,
    tell_side,
    withdraw,
)
from onedoor.mediation.actions.entering import accept, apply_, apply_once, correct, decline
from onedoor.mediation.actions.files import keep_file, keep_made, read_file, take_out
from onedoor.mediation.actions.following import visit, words_of
from onedoor.mediation.actions.handing import hand_over
from onedoor.mediation.actions.performing import (
    confirm_received,
    hand_in_proof,
    perform,
    undo_performance,
)
from onedoor.mediation.actions.referring import keep_referred, write_facts
from onedoor.mediation.actions.returning import return_to_sender
from onedoor.mediation.actions.settling import finish_performance, say_done
from onedoor.mediation.actions.siding import (
    end_representative,
    give_slip,
    join_representative,
    join_side,
    leave_side,
    protect,
    safe_contact_of,
    see_paper,
)
from onedoor.mediation.actions.tending import tend
from onedoor.mediation.actions.volumes import (
    bind_volume,
    file,
    file_over,
    make_final,
    make_sheets,
    preview_volume,
    read_volume,
)

__all__ = [
    "accept",
    "add_obligation",
    "add_second",
    "agree_by_word",
    "answer_of_volume",
    "apply_",
    "apply_once",
    "apply_to_court",
    "ask_of_volume",
    "assign",
    "bind_volume",
    "breach",
    "break_off",
    "check_confirmable",
    "choose",
    "confirm_received",
    "correct",
    "court_answered",
    "decline",
    "discard",
    "drop_obligation",
    "end_by_office",
    "end_representative",
    "fail",
    "file",
    "file_over",
    "finish_performance",
    "give_slip",
    "hand_in_proof",
    "hand_over",
    "join_representative",
    "join_side",
    "keep_file",
    "keep_made",
    "keep_referred",
    "keep_signed",
    "lapse",
    "leave_side",
    "make_final",
    "make_sheets",
    "perform",
    "prepare_confirmation",
    "preview_volume",
    "protect",
    "read_file",
    "read_volume",
    "record_undisputed",
    "recount",
    "reopen",
    "replace",
    "resume",
    "return_to_sender",
    "safe_contact_of",
    "say",
    "say_done",
    "say_for",
    "say_to_confirm",
    "seal",
    "see_paper",
    "shred_over",
    "sign_as_mediator",
    "sign_for_side",
    "take_out",
    "tell_rights",
    "tell_side",
    "tend",
    "undo_performance",
    "urge",
    "visit",
    "void_stale",
    "withdraw",
    "words_of",
    "write_agreement",
    "write_facts",
]
