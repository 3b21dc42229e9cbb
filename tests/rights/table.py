"""Who may see and do what: every address of the application, written down by hand.

`WHO_MAY_SEE_WHAT` has one entry per URL name (`"blogs:read_reflection"`):

    "path"    the address, as somebody would type it; `{reflection}` and the like are filled in from the
              world that tests/rights builds, so that every role asks for the same row
    "GET"     {role: the status it is answered with}, for every role of ROLES
    "POST"    the same for a POST with sensible data; left out where the view takes none
    "budget"  how many queries the page may ask at most, with one row and with many

A status of 302 means "to the sign-in page" for `anonymous`, and after a POST "done". 404 means that the thing
does not exist for that person, 403 that it may be looked at but not touched.
"""

from typing import Any

ROLES = (
    "anonymous",
    "secondee",
    "other_secondee",
    "mentor",
    "other_mentor",
    "slt",
    "coordinator",
    "administrator",
    "outsider",  # a coordinator of another school
)

WHO_MAY_SEE_WHAT: dict[str, dict[str, Any]] = {}
