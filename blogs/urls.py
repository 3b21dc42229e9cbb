"""The map of the blogs floor."""

from django.urls import path

from blogs.views import mentors, questions, reading, writing

app_name = "blogs"
urlpatterns = [
    path("reflections/", writing.reflections, name="reflections"),
    path("reflections/windows/<int:pk>/begin/", writing.begin_reflection, name="begin_reflection"),
    path("reflections/<int:pk>/write/", writing.write_reflection, name="write_reflection"),
    path("reflections/<int:pk>/keep/", writing.keep_draft, name="keep_draft"),
    path("reflections/<int:pk>/share/", writing.share_reflection, name="share_reflection"),
    path("reflections/<int:pk>/take-back/", writing.take_back, name="take_back"),
    path("reflections/<int:pk>/readers/", writing.choose_readers, name="choose_readers"),
    path("reflections/<int:pk>/", reading.read_reflection, name="read_reflection"),
    path("reflections/<int:pk>/ask/", questions.ask, name="ask"),
    path("reflections/<int:pk>/nothing-to-ask/", questions.set_aside, name="set_aside"),
    path("to-read/", reading.to_read, name="to_read"),
    path("questions/<int:pk>/answer/", questions.answer, name="answer"),
    path("questions/<int:pk>/withdraw/", questions.withdraw_question, name="withdraw_question"),
    path("mentor-questions/<int:pk>/", mentors.mentor_question, name="mentor_question"),
    path("mentor-questions/<int:pk>/keep/", mentors.keep_mentor_answer, name="keep_mentor_answer"),
]
