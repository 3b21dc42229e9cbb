"""What the history says of this floor's events; what is an author's own business is worded but on no page."""

SENTENCES = {
    "blogs.reflection_begun": "{by} began a reflection",
    "blogs.draft_kept": "{by} kept a draft of a reflection",
    "blogs.draft_kept_late": "{by} kept a draft after the window had closed",
    "blogs.text_kept_aside": "{by} wrote in two places at once; both texts were kept",
    "blogs.reflection_shared": "{by} shared a reflection",
    "blogs.reflection_taken_back": "{by} took a reflection back",
    "blogs.readers_chosen": "{by} changed who can read a reflection",
    "blogs.reflection_set_aside": "{by} read a reflection and asked nothing",
    "blogs.question_asked": "{by} asked {who} a question about a reflection",
    "blogs.question_answered": "{by} answered a question about a reflection",
    "blogs.question_withdrawn": "{by} took a question about a reflection back",
    "blogs.mentor_answer_begun": "{by} began to answer the question to mentors",
    "blogs.mentor_answer_given": "{by} answered the question to mentors",
}
