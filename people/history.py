"""What happened on this floor, as the history pages say it."""

SENTENCES = {
    "people.organisation_founded": "{by} added this organisation",
    "people.organisation_changed": "{by} changed how this organisation is called or where it is",
    "people.post_given": "{by} gave {person} a role ({role})",
    "people.post_ended": "{by} set the end of a role of {person} ({role})",
    "people.person_invited": "{by} invited {person} ({role})",
    "people.person_invited_again": "{by} invited {person} again",
    "people.person_changed": "{by} changed the name of {person}",
    "people.terms_set": "{by} set {count} terms of the school year from {school_year}",
    "people.file_stored": "A document was made for {by}",
    "people.demonstration_made": "The demonstration was made",
    "people.cast_named": "The people of the demonstration were chosen",
}
