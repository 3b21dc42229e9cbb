import importlib.machinery
import importlib.util
import subprocess
import sys

import pytest
from django.conf import settings

from config import environment

SCRIPT = settings.BASE_DIR / "dev"


@pytest.fixture
def dev(tmp_path, monkeypatch):
    """The script as a module, at home in an empty folder."""
    loader = importlib.machinery.SourceFileLoader("dev", str(SCRIPT))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("dev", loader))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    for name in (
        "SECRET_KEY",
        "DATABASE_URL",
        "REDIS_URL",
        "EMAIL_URL",
        "ALLOWED_HOSTS",
        "SITE_URL",
        "DATA_DIR",
    ):
        monkeypatch.delenv(name, raising=False)
    for name in ("DEMO", "DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return module


def test_what_it_starts_with_is_as_safe_as_production(dev):
    assert environment.problems(dev.laptop("8000")) == []


def test_it_starts_a_demonstration_without_debug(dev):
    told = dev.laptop("8123")

    assert told["DEMO"] == "1"
    assert "DEBUG" not in told
    assert told["SITE_URL"] == "http://127.0.0.1:8123"


def test_the_secret_is_made_once_and_is_nobody_elses_to_read(dev, tmp_path):
    first = dev.laptop("8000")["SECRET_KEY"]

    assert dev.laptop("8000")["SECRET_KEY"] == first
    assert len(first) >= environment.SECRET_LENGTH
    assert (tmp_path / "var" / "secret").stat().st_mode & 0o777 == 0o600


def test_a_value_that_is_set_wins(dev, monkeypatch):
    monkeypatch.setenv("DEMO", "0")
    monkeypatch.setenv("SITE_URL", "http://localhost:9000")

    told = dev.laptop("8000")

    assert (told["DEMO"], told["SITE_URL"]) == ("0", "http://localhost:9000")


def test_a_folder_of_ones_own_moves_everything_there(dev, monkeypatch, tmp_path):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "elsewhere"))

    told = dev.laptop("8000")

    assert told["DATABASE_URL"] == f"sqlite:///{tmp_path}/elsewhere/understudy.sqlite3"
    assert told["EMAIL_URL"] == f"filemail://{tmp_path}/elsewhere/mail"
    assert (tmp_path / "elsewhere" / "secret").exists()


@pytest.mark.parametrize(
    ("arguments", "port"), [([], "8000"), (["--port", "8123"], "8123"), (["--fresh", "--port=8124"], "8124")]
)
def test_the_address_follows_the_port(dev, arguments, port):
    assert dev.port_of(arguments) == port


def test_a_missing_library_is_named_by_its_package(dev, monkeypatch):
    monkeypatch.setattr(
        dev, "LIBRARIES", [("libnothing.so.0", "libnothing0"), ("libnone.so.1", "libnothing0")]
    )

    assert dev.missing_libraries() == ["libnothing0"]


def test_the_doctor_names_what_to_install_for_the_browser_tests(dev, monkeypatch, capsys):
    monkeypatch.setattr(dev, "LIBRARIES", [])
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    monkeypatch.delenv("E2E_CHROMIUM", raising=False)

    assert not dev.doctor(for_tests=True, at_length=True)

    assert "everything at once: apt-get install chromium" in capsys.readouterr().out


@pytest.mark.parametrize(("words", "code"), [(["--help"], 0), ([], 0), (["dance"], 1)])
def test_it_explains_itself(words, code):
    answer = subprocess.run([sys.executable, SCRIPT, *words], capture_output=True, text=True, timeout=30)

    assert answer.returncode == code
    assert "./dev run [--port N]" in answer.stdout + answer.stderr
