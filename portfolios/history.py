"""The words of this floor's events for the history pages."""

SENTENCES = {
    "portfolios.afternoon_added": "{by} arranged an afternoon of presentations",
    "portfolios.afternoon_changed": "{by} changed an afternoon of presentations",
    "portfolios.afternoon_withdrawn": "{by} called an afternoon of presentations off",
    "portfolios.order_changed": "{by} changed the order of presentations",
    "portfolios.note_kept": "{by} kept a note on {who}’s presentation",
    "portfolios.presentation_heard": "{by} noted that {who}’s presentation was heard",
    "portfolios.presentation_not_heard": "{by} took back that {who}’s presentation was heard",
    "portfolios.feedback_released": "{by} released the feedback to {who}",
    "portfolios.feedback_taken_back": "{by} took the released feedback back from {who}",
}
