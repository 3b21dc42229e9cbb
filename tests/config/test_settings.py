import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.config.test_environment import GOOD

ASK = """
import json
from config import settings as s
print(json.dumps({name: repr(getattr(s, name, None)) for name in dir(s) if name.isupper()}))
"""


def settings_with(**environment):
    """The settings as another process reads them from exactly this environment."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "-c", ASK],
        env={**kept, **environment},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
    )


def read(**environment):
    answer = settings_with(**environment)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_without_an_environment_it_does_not_start_and_says_why_in_plain_words():
    answer = settings_with()

    assert answer.returncode == 1
    assert "SECRET_KEY is missing" in answer.stderr
    assert "EMAIL_URL is missing" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_debug_alone_is_enough_on_a_laptop():
    assert read(DEBUG="1")["DEBUG"] == "True"


def test_production_keeps_its_cookies_to_https():
    told = read(**GOOD)

    assert told["DEBUG"] == "False"
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        assert told[name] == "True"
    assert int(told["SECURE_HSTS_SECONDS"]) > 30_000_000
    assert "RedisCache" in told["CACHES"]
    assert "cached_db" in told["SESSION_ENGINE"]
    assert told["EMAIL_USE_TLS"] == "True"
    assert told["EMAIL_HOST"] == "'mail.school.example'"


def test_the_demonstration_on_this_machine_works_without_https():
    told = read(
        **{
            **GOOD,
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "SITE_URL": "http://127.0.0.1:8000",
            "DATABASE_URL": "sqlite:////tmp/some.sqlite3",
            "REDIS_URL": "memory://",
            "EMAIL_URL": "filemail:///tmp/mail",
            "DEMO": "1",
        }
    )

    assert told["SESSION_COOKIE_SECURE"] == told["SECURE_SSL_REDIRECT"] == "False"
    assert told["EMAIL_FILE_PATH"] == "'/tmp/mail'"
    assert "IMMEDIATE" in told["DATABASES"]
    assert "DatabaseCache" in told["CACHES"]
    assert told["DEMO"] == "True"


def test_a_password_with_strokes_in_it_reaches_the_mail_server_whole():
    told = read(**{**GOOD, "EMAIL_URL": "smtp+ssl://po%40st:s%2Fe%3Ac@mail.school.example"})

    assert told["EMAIL_HOST_USER"] == "'po@st'"
    assert told["EMAIL_HOST_PASSWORD"] == "'s/e:c'"
    assert told["EMAIL_PORT"] == "465"
    assert told["EMAIL_USE_SSL"] == "True"


def test_forms_may_lead_to_an_identity_provider_only_when_it_is_configured():
    google = {"GOOGLE_CLIENT_ID": "an-id", "GOOGLE_CLIENT_SECRET": "a-secret"}

    assert "accounts.google.com" not in read(**GOOD)["CONTENT_SECURITY_POLICY"]
    assert "accounts.google.com" in read(**GOOD, **google)["CONTENT_SECURITY_POLICY"]


@pytest.mark.parametrize("word", ["unsafe", "http:", "https:", "*"])
def test_the_policy_lets_nothing_in_from_elsewhere_and_nothing_inline(word):
    assert word not in str(settings.CONTENT_SECURITY_POLICY)


@pytest.mark.django_db
def test_every_answer_carries_the_strict_policy(client):
    headers = client.get("/").headers

    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
