"""Where signing in leads when a session ended while somebody was filling in a form."""

import pytest
from django.urls import reverse

LOGIN = reverse("account_login")


@pytest.mark.parametrize(
    ("stood_on", "then"),
    [
        ("http://testserver/projects/1/?open=2#talk", "/projects/1/%3Fopen%3D2"),
        ("https://evil.example/projects/1/", "/"),
        ("http://testserver//evil.example/", "/"),
        ("http://testserver/\\evil.example/", "/"),
        ("http://testserver", "/"),
        ("http://[", "/"),
        ("", "/"),
    ],
)
def test_a_form_sent_by_a_stranger_leads_back_to_the_page_it_stood_on(client, stood_on, then):
    answer = client.post("/projects/1/comment/", {"body": "Aloud?"}, headers={"Referer": stood_on})
    assert (answer.status_code, answer["Location"]) == (302, f"{LOGIN}?next={then}")
