"""The map of the secondments floor."""

from django.urls import path

from secondments.views import cohorts, histories, joining, programmes, setup, windows

app_name = "secondments"
urlpatterns = [
    path("secondment/joining/", joining.joining, name="joining"),
    path("start/", setup.start, name="start"),
    path("start/test-email/", setup.test_email, name="test_email"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/use/", programmes.use_programme, name="use_programme"),
    path("programmes/shipped/<slug:slug>/", programmes.shipped_programme, name="shipped_programme"),
    path("programmes/<int:pk>/", programmes.programme, name="programme"),
    path("groups/", cohorts.cohorts, name="cohorts"),
    path("groups/add/", cohorts.add_cohort, name="add_cohort"),
    path("groups/<int:pk>/", cohorts.cohort, name="cohort"),
    path("groups/<int:pk>/people/add/", cohorts.add_people, name="add_people"),
    path("groups/<int:pk>/mentors/", cohorts.name_mentors, name="name_mentors"),
    path("groups/<int:pk>/windows/", windows.windows, name="windows"),
    path("groups/<int:pk>/history/", histories.cohort_history, name="cohort_history"),
    path("windows/<int:pk>/move/", windows.move_window, name="move_window"),
    path("windows/<int:pk>/extend/", windows.extend_window, name="extend_window"),
    path("new-dates/<int:pk>/withdraw/", windows.withdraw_extension, name="withdraw_extension"),
    path("participants/<int:pk>/history/", histories.participant_history, name="participant_history"),
    path("participants/<int:pk>/end/", cohorts.end_participation, name="end_participation"),
    path("organisations/<int:pk>/history/", histories.organisation_history, name="organisation_history"),
    path("undelivered/<int:pk>/try-again/", cohorts.try_again, name="try_again"),
]
