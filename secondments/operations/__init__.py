"""Everything that can happen on this floor: programmes, groups, people on them, windows and their notices."""

from secondments.operations.cohorts import NoTermsInside, PhasesOutOfOrder, create_cohort
from secondments.operations.notices import tell_about_windows
from secondments.operations.participants import (
    AnotherSchoolsPerson,
    BeforeTheyBegan,
    NamesThemselves,
    NotAJoiningStep,
    NotTakingPart,
    TheirOwnMentor,
    add_participants,
    confirm_joining_step,
    end_participation,
    invite_participants,
    name_mentor,
    name_mentors,
)
from secondments.operations.programmes import load_blueprint, publish_version, use_programme
from secondments.operations.windows import (
    AnotherGroup,
    NotLater,
    OutOfOrder,
    extend_window,
    move_window,
    withdraw_extension,
)

__all__ = [
    "AnotherGroup",
    "AnotherSchoolsPerson",
    "BeforeTheyBegan",
    "NamesThemselves",
    "NoTermsInside",
    "NotAJoiningStep",
    "NotLater",
    "NotTakingPart",
    "OutOfOrder",
    "PhasesOutOfOrder",
    "TheirOwnMentor",
    "add_participants",
    "confirm_joining_step",
    "create_cohort",
    "end_participation",
    "extend_window",
    "invite_participants",
    "load_blueprint",
    "move_window",
    "name_mentor",
    "name_mentors",
    "publish_version",
    "tell_about_windows",
    "use_programme",
    "withdraw_extension",
]
