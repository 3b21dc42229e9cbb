"""The map of the portfolios floor."""

from django.urls import URLPattern, path

from portfolios import views

app_name = "portfolios"
urlpatterns: list[URLPattern] = [
    path("participants/<int:pk>/", views.participant, name="participant"),
    path("groups/<int:pk>/board/", views.board, name="board"),
    path("groups/<int:pk>/a4/", views.a4, name="a4"),
    path("groups/<int:pk>/a4/pdf/", views.a4_pdf, name="a4_pdf"),
    path("groups/<int:pk>/afternoons/add/", views.add_afternoon, name="add_afternoon"),
    path("afternoons/", views.afternoons, name="afternoons"),
    path("afternoons/<int:pk>/", views.afternoon, name="afternoon"),
    path("afternoons/<int:pk>/change/", views.change_afternoon, name="change_afternoon"),
    path("afternoons/<int:pk>/withdraw/", views.withdraw_afternoon, name="withdraw_afternoon"),
    path("afternoons/<int:pk>/order/", views.order, name="order"),
    path("afternoons/<int:pk>/running-order/", views.running_order, name="running_order"),
    path("afternoons/<int:pk>/running-order/pdf/", views.running_order_pdf, name="running_order_pdf"),
    path("presentations/mine/", views.my_presentation, name="my_presentation"),
    path("presentations/<int:pk>/note/", views.note, name="note"),
    path("presentations/<int:pk>/heard/", views.heard, name="heard"),
    path("presentations/<int:pk>/not-heard/", views.not_heard, name="not_heard"),
    path("presentations/<int:pk>/release/", views.release, name="release"),
    path("presentations/<int:pk>/take-back-release/", views.take_back_release, name="take_back_release"),
    path("presentations/<int:pk>/feedback/", views.feedback, name="feedback"),
    path("jobs/<int:pk>/", views.job, name="job"),
    path("files/<int:pk>/", views.download, name="download"),
]
