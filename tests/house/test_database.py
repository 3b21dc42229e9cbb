import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_deployment_checks_of_django_find_nothing_to_say(settings, monkeypatch):
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # the browser tests' own
    settings.SITE_URL = "https://understudy.school.example"
    settings.SECRET_KEY = "k3vT9mQ-wX7pLr2ZbN8sHd5YfJc1GuAeRoKiVtMxBqPzSyWnDh"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    # Both of these promise something for every other site of the school's domain, which is not ours to do.
    settings.SILENCED_SYSTEM_CHECKS = [*settings.SILENCED_SYSTEM_CHECKS, "security.W005", "security.W021"]

    call_command("check", deploy=True, fail_level="WARNING")
