from pathlib import Path

import pytest

from config import environment

GOOD = {
    "SECRET_KEY": "k3vT9mQ-wX7pLr2ZbN8sHd5YfJc1GuAeRoKiVtMxBqPzSyWnDh",
    "DATABASE_URL": "postgres://understudy:secret@db.school.example:5432/understudy",
    "REDIS_URL": "redis://redis.school.example:6379/0",
    "EMAIL_URL": "smtp+tls://post:secret@mail.school.example:587",
    "ALLOWED_HOSTS": "understudy.school.example",
    "SITE_URL": "https://understudy.school.example",
}
ON_THIS_MACHINE = {"ALLOWED_HOSTS": "localhost,127.0.0.1", "SITE_URL": "http://127.0.0.1:8000"}


def test_a_complete_environment_has_no_problems():
    assert environment.problems(GOOD) == []


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("empty", [True, False])
def test_a_missing_value_is_named_with_what_to_set(name, empty):
    told = {**GOOD, name: ""} if empty else {key: value for key, value in GOOD.items() if key != name}

    (problem,) = environment.problems(told)

    assert problem.startswith(f"{name} is missing: ")


def test_an_empty_environment_lists_every_problem_at_once():
    with pytest.raises(environment.Unsafe) as refused:
        environment.refuse_if_unsafe({})

    for name in ("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "ALLOWED_HOSTS"):
        assert f"\n  - {name} is missing" in str(refused.value)
    assert "docs/configuration.md" in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value", "because"),
    [
        ("SECRET_KEY", "short", "easy to guess"),
        ("SECRET_KEY", "a" * 60, "easy to guess"),
        ("SECRET_KEY", "django-insecure-" + GOOD["SECRET_KEY"], "written in public"),
        ("SECRET_KEY", environment.laptop({}, Path("/data"))["SECRET_KEY"], "written in public"),
        ("ALLOWED_HOSTS", "*", "any name"),
        ("ALLOWED_HOSTS", "understudy.school.example, *", "any name"),
        ("SITE_URL", "http://understudy.school.example", "unprotected"),
        ("SITE_URL", "understudy.school.example", "not an address"),
        ("SITE_URL", "https://understudy.school.example:port", "not an address"),
        ("SITE_URL", "https://understudy.school.example/app", "more than a host"),
        ("TRUSTED_PROXIES", "nginx", "not a number"),
        ("TRUSTED_PROXIES", "-1", "not a number"),
        ("DEBUG", "perhaps", "set it to 1 or 0"),
        ("DEMO", "perhaps", "set it to 1 or 0"),
        ("DATABASE_URL", "mysql://understudy@db/understudy", "neither PostgreSQL"),
        ("DATABASE_URL", "sqlite://", "does not say where"),
        ("DATABASE_URL", "sqlite:///understudy.sqlite3", "does not say where"),
        ("REDIS_URL", "amqp://rabbit", "neither redis"),
        ("REDIS_URL", "memory://", "cannot share"),
        ("EMAIL_URL", "mail.school.example", "begins with none of"),
        ("EMAIL_URL", "smtps://post:secret@mail.school.example", "begins with none of"),
        ("EMAIL_URL", "smtp+tls://", "names no mail server"),
        ("EMAIL_URL", "smtp://post:secret@mail.school.example", "unprotected"),
        ("EMAIL_URL", "filemail:///var/mail/understudy", "nobody gets it"),
        ("EMAIL_URL", "filemail://", "which folder"),
        ("GOOGLE_CLIENT_ID", "an-id", "belong together"),
    ],
)
def test_an_unsafe_value_is_refused_with_the_reason(name, value, because):
    (problem,) = environment.problems({**GOOD, name: value})

    assert problem.startswith(name)
    assert because in problem


def test_half_an_identity_provider_is_refused():
    (problem,) = environment.problems({**GOOD, "MICROSOFT_CLIENT_SECRET": "a-secret"})

    assert "belong together" in problem


@pytest.mark.parametrize("tenant", ["", "common", "organizations", "Consumers"])
def test_microsoft_must_be_the_schools_own_directory(tenant):
    told = {**GOOD, "MICROSOFT_CLIENT_ID": "an-id", "MICROSOFT_CLIENT_SECRET": "a-secret"}

    (problem,) = environment.problems({**told, "MICROSOFT_TENANT": tenant})

    assert problem.startswith("MICROSOFT_TENANT")
    assert environment.problems({**told, "MICROSOFT_TENANT": "school.example"}) == []


@pytest.mark.parametrize(
    "values",
    [
        {"DATABASE_URL": "sqlite:////var/lib/understudy/understudy.sqlite3"},
        {"DATABASE_URL": "sqlite:////var/lib/understudy/understudy.sqlite3", "REDIS_URL": "memory://"},
        {"EMAIL_URL": "smtp://localhost:25"},
        {"EMAIL_URL": "smtp://relay.school.example"},
        {"EMAIL_URL": "smtp+ssl://post:secret@mail.school.example:465"},
        {**ON_THIS_MACHINE, "EMAIL_URL": "filemail:///tmp/mail"},
        {"SITE_URL": ""},
        {"TRUSTED_PROXIES": "0"},
        {"DEBUG": "0", "DEMO": "1"},
    ],
)
def test_what_is_safe_is_let_through(values):
    assert environment.problems({**GOOD, **values}) == []


@pytest.mark.parametrize(
    ("named", "address"),
    [
        ("understudy.school.example,other.example", "https://understudy.school.example"),
        (".school.example", "https://school.example"),
        ("localhost", "http://localhost:8000"),
    ],
)
def test_without_an_address_links_begin_with_the_first_host(named, address):
    assert environment.site({"ALLOWED_HOSTS": named}) == address


def test_a_given_address_wins_and_loses_its_last_stroke():
    assert environment.site({**GOOD, "SITE_URL": "https://one.example/"}) == "https://one.example"


def test_debug_fills_in_a_laptops_values_and_keeps_what_is_set():
    told = environment.laptop({"REDIS_URL": "redis://localhost:6379/0", "EMAIL_URL": ""}, Path("/data"))

    assert told["REDIS_URL"] == "redis://localhost:6379/0"
    assert told["DATABASE_URL"] == "sqlite:////data/understudy.sqlite3"
    assert told["EMAIL_URL"] == "filemail:///data/mail"


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), ("true", True), ("Yes", True), ("0", False), ("", False)]
)
def test_a_switch_is_on_when_it_says_so(value, on):
    assert environment.is_on(value) is on
