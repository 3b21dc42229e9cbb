"""The map of the people floor."""

from django.urls import path

from people.views import account, inviting, organisations, people, posts

app_name = "people"
urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/change/", people.change_person, name="change_person"),
    path("people/<int:pk>/give-role/", posts.give_post, name="give_post"),
    path("people/<int:pk>/roles/<int:post_pk>/end/", posts.end_post, name="end_post"),
    path("people/<int:pk>/invite-again/", inviting.invite_again, name="invite_again"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisations/<int:pk>/change/", organisations.change_organisation, name="change_organisation"),
    path("organisations/<int:pk>/add/", organisations.add_organisation, name="add_organisation"),
    path("organisations/<int:pk>/terms/", organisations.terms, name="terms"),
    path("organisations/<int:pk>/invite/", inviting.invite, name="invite"),
    path("organisations/<int:pk>/never-signed-in/", inviting.never_signed_in, name="never_signed_in"),
    path("account/", account.my_account, name="my_account"),
    path("account/second-step/", account.second_factor, name="second_factor"),
    path("demonstration/sign-in/", account.demo_sign_in, name="demo_sign_in"),
]
