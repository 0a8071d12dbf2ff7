"""What is asked before the first talk."""

from dataclasses import dataclass

from onedoor.counselling.models import Talk


@dataclass(frozen=True)
class FirstTalk:
    """What is asked before the first talk; everything in words is sealed."""

    name: str
    number: str = ""
    times: str = ""
    as_whom: str = ""
    may_leave_message: bool = False
    age: str = Talk.Age.ADULT
    wish: str = Talk.Wish.ANY
    needs_interpreter: bool = False
    brings_somebody: bool = False
    wishes: str = ""
