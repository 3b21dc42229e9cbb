"""How this floor's events read on a history page."""

SENTENCES = {
    "secondments.programme_loaded": "{by} loaded the programme {programme}, edition {number}",
    "secondments.programme_published": "{by} published the programme {programme}, edition {number}",
    "secondments.cohort_created": "{by} made the group, with {windows} windows",
    "secondments.participant_added": "{by} added {who}, from {from_on}",
    "secondments.mentor_named": "{by} named {mentor} as the mentor of {who}",
    "secondments.participation_ended": "{by} noted that {last_on} is {who}’s last day",
    "secondments.joining_confirmed": "{who} confirmed a step of joining",
    "secondments.window_moved": "{by} moved “{window}”: it now opens {opens_at} and closes {closes_at}",
    "secondments.window_extended": "{by} gave {who} until {until_at} for “{window}”",
    "secondments.extension_withdrawn": "{by} took back the later date of {who} for “{window}”",
}
