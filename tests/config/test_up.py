"""The one command, as a person at a terminal sees it: real processes on real ports."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from django.conf import settings

PATIENCE = 60  # seconds; a busy machine is no reason to fail


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def environment(data):
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return {
        **kept,
        "DATA_DIR": str(data),
        "DATABASE_URL": f"sqlite:///{data}/understudy.sqlite3",
        "REDIS_URL": "memory://",
        "EMAIL_URL": f"filemail://{data}/mail",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "SECRET_KEY": "k3vT9mQ-wX7pLr2ZbN8sHd5YfJc1GuAeRoKiVtMxBqPzSyWnDh",
    }


def command(port, *more):
    return [sys.executable, "manage.py", "up", "--port", str(port), *more]


class Running:
    """The command, started, with what it says kept in a file."""

    def __init__(self, data, port):
        self.data, self.port = data, port
        self.said = data / "said.txt"
        with self.said.open("w") as out:
            self.process = subprocess.Popen(
                command(port),
                cwd=settings.BASE_DIR,
                env=environment(data),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def status(self, path):
        """What the page answers; None while nobody does."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status
        except HTTPError as error:
            with error:
                return error.code
        except (URLError, OSError):
            return None

    def wait_for(self, what, happened):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            crashed = self.process.poll() not in (None, 0, -signal.SIGKILL)
            if happened():
                return
            if crashed:
                break
            time.sleep(0.1)
        pytest.fail(f"{what} did not happen:\n{self.said.read_text()}")

    def family(self):
        """Every process that was started with this folder, by what it is."""
        mark = f"DATA_DIR={self.data}".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
                if mark in (folder / "environ").read_bytes().split(b"\0") and state != "Z":
                    found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue  # gone since we looked, or somebody else's
        return found

    def end(self):
        """Whatever a failed test has left."""
        for pid in self.family():
            os.kill(pid, signal.SIGKILL)
        self.process.wait(PATIENCE)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder with a database and static files, so that the tests need not each make them."""
    data = tmp_path_factory.mktemp("prepared")
    script = "import django; django.setup(); from config.management.commands.up import prepare; prepare()"
    told = {**environment(data), "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "-c", script], cwd=settings.BASE_DIR, env=told, check=True, timeout=120)
    return data


@pytest.fixture
def up(prepared, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(prepared, data)
    running = Running(data, free_port())
    yield running
    running.end()


def test_it_becomes_ready_says_where_it_is_and_where_mail_goes(up):
    up.wait_for("readiness", lambda: up.status("/health/ready/") == 200)

    up.wait_for("the announcement", lambda: "Mail is not sent" in up.said.read_text())
    assert f"http://127.0.0.1:{up.port}/" in up.said.read_text()
    assert str(up.data / "mail") in up.said.read_text()


def test_a_first_visit_is_light_and_what_it_fetched_is_kept_for_a_year(up):
    up.wait_for("the first page", lambda: up.status("/health/alive/") == 200)
    _, page = fetch(up, "/")

    fetched = [fetch(up, path) for path in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.decode()))]

    assert 2 <= len(fetched) < 9
    assert all("immutable" in headers["Cache-Control"] for headers, _ in fetched)
    assert len(page) + sum(len(body) for _, body in fetched) < 100_000


def fetch(up, path):
    request = Request(f"http://127.0.0.1:{up.port}{path}", headers={"Accept-Encoding": "br"})
    with urlopen(request, timeout=10) as answer:
        return answer.headers, answer.read()


@pytest.mark.parametrize("how", ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"])
def test_however_it_ends_it_leaves_nothing_running(up, how):
    up.wait_for("readiness", lambda: up.status("/health/ready/") == 200)
    assert len(up.family()) >= 4  # itself, the web server and its workers, the jobs

    up.process.send_signal(getattr(signal, how))

    up.wait_for("the end", lambda: up.process.poll() is not None)
    up.wait_for("the end of the others", lambda: not up.family())
    if how != "SIGKILL":
        assert up.process.returncode == 0
        assert up.said.read_text().rstrip().endswith("Stopped.")


@pytest.mark.parametrize("part", ["gunicorn", "jobs"])
def test_a_part_that_dies_is_started_again(up, part):
    up.wait_for("readiness", lambda: up.status("/health/ready/") == 200)
    before = {pid for pid, words in up.family().items() if part in words}

    for pid in before:
        os.kill(pid, signal.SIGKILL)

    def back():
        now = {pid for pid, words in up.family().items() if part in words}
        return len(now) == len(before) and not now & before

    up.wait_for("the new start", back)
    up.wait_for("the page", lambda: up.status("/health/alive/") == 200)


def test_a_second_one_from_the_same_folder_is_refused(up):
    up.wait_for("the first page", lambda: up.status("/health/alive/") == 200)

    second = subprocess.run(
        command(free_port()),
        cwd=settings.BASE_DIR,
        env=environment(up.data),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )

    assert second.returncode == 1
    assert f"already runs from {up.data}" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_busy_port_is_a_clear_message_before_anything_else(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        refused = subprocess.run(
            command(port),
            cwd=settings.BASE_DIR,
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    assert refused.returncode == 1
    assert f"Port {port} is taken" in refused.stderr
    assert "Try another: ./dev run --port " in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "understudy.sqlite3").exists()


def test_beginning_afresh_keeps_the_database_so_far_under_another_name(prepared, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(prepared, data)
    script = (
        "import django; django.setup()\n"
        "from config.management.commands.up import set_the_database_aside as aside\n"
        "aside()\n"
        "aside()\n"
    )
    told = {**environment(data), "DJANGO_SETTINGS_MODULE": "config.settings"}

    subprocess.run(
        [sys.executable, "-c", script], cwd=settings.BASE_DIR, env=told, check=True, timeout=PATIENCE
    )

    assert not (data / "understudy.sqlite3").exists()
    (kept,) = [
        path for path in data.glob("understudy.sqlite3.until-*") if path.suffix not in ("-wal", "-shm")
    ]
    assert kept.stat().st_size == (prepared / "understudy.sqlite3").stat().st_size


def test_static_files_are_collected_once_and_named_by_what_is_in_them(prepared):
    named = json.loads((prepared / "static" / "staticfiles.json").read_text())["paths"]

    assert named["app.css"] != "app.css"
    assert (prepared / "static" / f"{named['app.css']}.br").exists()
    assert (prepared / "static" / ".collected").exists()
