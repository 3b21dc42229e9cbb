"""The map of the pathways floor."""

from django.urls import path

from pathways.views import activities, confirmations, meetings, projects

app_name = "pathways"
urlpatterns = [
    path("log/", activities.log, name="log"),
    path("log/new/", activities.log_activity, name="log_activity"),
    path("log/plan/", activities.plan_activity, name="plan_activity"),
    path("log/joined/<slug:slug>/", activities.confirm_joining, name="confirm_joining"),
    path("activities/<int:pk>/", activities.activity, name="activity"),
    path("activities/<int:pk>/edit/", activities.edit_activity, name="edit_activity"),
    path("activities/<int:pk>/happened/", activities.happened, name="happened"),
    path("activities/<int:pk>/did-not-happen/", activities.did_not_happen, name="did_not_happen"),
    path("activities/<int:pk>/withdraw/", activities.withdraw_activity, name="withdraw_activity"),
    path("activities/<int:pk>/comment/", activities.comment_on_activity, name="comment_on_activity"),
    path("activities/<int:pk>/return/", confirmations.return_activity, name="return_activity"),
    path("activities/<int:pk>/reopen/", confirmations.reopen_activity, name="reopen_activity"),
    path("confirmations/", confirmations.confirmations, name="confirmations"),
    path("confirmations/confirm/", confirmations.confirm, name="confirm"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("participants/<int:pk>/meetings/arrange/", meetings.arrange_meeting, name="arrange_meeting"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/record/", meetings.record_meeting, name="record_meeting"),
    path("meetings/<int:pk>/move/", meetings.move_meeting, name="move_meeting"),
    path("meetings/<int:pk>/call-off/", meetings.call_off_meeting, name="call_off_meeting"),
    path("projects/", projects.projects, name="projects"),
    path("projects/propose/", projects.propose_project, name="propose_project"),
    path("projects/<int:pk>/", projects.project, name="project"),
    path("projects/<int:pk>/edit/", projects.edit_project, name="edit_project"),
    path("projects/<int:pk>/comment/", projects.comment_on_project, name="comment_on_project"),
    path("projects/<int:pk>/agree/", projects.agree_project, name="agree_project"),
    path("projects/<int:pk>/reopen/", projects.reopen_project, name="reopen_project"),
    path("projects/<int:pk>/withdraw/", projects.withdraw_project, name="withdraw_project"),
    path("projects/<int:pk>/what-moved/", projects.what_moved, name="what_moved"),
    path("projects/<int:pk>/measures/add/", projects.add_measure, name="add_measure"),
    path("measures/<int:pk>/edit/", projects.edit_measure, name="edit_measure"),
    path("measures/<int:pk>/withdraw/", projects.withdraw_measure, name="withdraw_measure"),
    path("measures/<int:pk>/readings/add/", projects.add_reading, name="add_reading"),
    path("readings/<int:pk>/edit/", projects.edit_reading, name="edit_reading"),
    path("readings/<int:pk>/withdraw/", projects.withdraw_reading, name="withdraw_reading"),
]
