"""Who may come in where, of what is done in the grids: tasks, rounds, errands, and what people talk about."""

from onedoor.config.audience import door

# Which tasks one reads and changes, the rows say: the chair's own, those of one's ground, those of a case within reach.
OVERSEEING = ("task.give", "field.phones")

TASKS = {
    "tasks:list": door(GET=("task.do", *OVERSEEING)),
    "tasks:mine": door(GET=("task.do", "task.give")),
    "tasks:errand": door(GET="matter.register", POST="matter.register"),
    "tasks:rounds": door(GET=("task.do", *OVERSEEING)),
    "tasks:round_new": door(GET="task.give", POST="task.give"),
    "tasks:round": door(GET=("task.do", *OVERSEEING)),
    "tasks:round_end": door(POST="task.give"),
    "tasks:hand_over": door(GET=OVERSEEING, POST=OVERSEEING),
    "tasks:panel": door(GET="case.see"),
    "tasks:map": door(GET="case.see"),
    "tasks:give": door(GET="task.give", POST="task.give"),
    "tasks:task": door(GET="case.see"),
    "tasks:act": door(POST=("task.do", "task.give")),
}

VOICES = {
    "voices:write": door(GET="voice.write", POST="voice.write"),
    "voices:mine": door(GET="voice.write"),
    "voices:take_back": door(POST="voice.write"),
    "voices:summary": door(GET="voice.read"),
    "voices:sheet": door(GET="voice.read"),
}
