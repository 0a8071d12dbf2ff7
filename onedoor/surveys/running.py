"""The form run by the engine of the collecting app itself (ODK Validate, which is JavaRosa), where the server has Java."""

import shutil
import tempfile
from pathlib import Path

from pyxform.validators.odk_validate import ODKValidateError, check_xform

MERELY_SAID = "ODK Validate Warnings"


def has_java() -> bool:
    """The engine comes with pyxform, Java does not: a server without it sends forms out on pyxform's word alone."""
    return shutil.which("java") is not None


def fault_of(xform: str) -> str:
    """What the engine stumbles over, or nothing. Only where `has_java()`."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "form.xml")
        path.write_text(xform, encoding="utf-8")
        try:
            said = check_xform(str(path))
        except ODKValidateError as error:
            said = [str(error)]
    # A run that was cut off is told like one that failed: it proves nothing.
    faults = [one for one in said if not one.startswith(MERELY_SAID)]
    return " ".join(" ".join(faults).split())[:300]
