"""The production pair with real processes around it: a worker, a timetable and a mail server."""

import os
import signal
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
import redis
from django.conf import settings
from django.db import connection

PATIENCE = 60  # seconds


class Conversation(socketserver.StreamRequestHandler):
    """One SMTP conversation, as far as a polite client needs it (RFC 5321)."""

    def handle(self) -> None:
        self.say("220 sink")
        self.server.conversations += 1  # type: ignore[attr-defined]
        while line := self.rfile.readline():
            verb = line.strip().upper()
            if verb == b"DATA":
                self.say("354 go on")
                self.server.letters.append(self.letter())  # type: ignore[attr-defined]
                self.say("250 kept")
            elif verb == b"QUIT":
                self.say("221 goodbye")
                return
            else:
                self.say("250 sink")

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def letter(self) -> EmailMessage:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        return message_from_bytes(b"".join(lines), policy=policy.default)


class Sink(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it is given."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters: list[EmailMessage] = []
        self.conversations = 0


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def broker() -> Iterator[redis.Redis]:
    """The last of Redis's sixteen databases, emptied: no tick of another test is waiting there."""
    address = urlunsplit(urlsplit(settings.REDIS_URL)._replace(path="/15"))
    with redis.Redis.from_url(address) as connected:
        connected.flushdb()
        yield connected
        connected.flushdb()


@pytest.fixture
def environment(broker: redis.Redis, sink: Sink, tmp_path: Path, transactional_db: None) -> dict[str, str]:
    """What a process of production is told, with the tests' own database, broker and mail server."""
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return {
        **kept,
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": urlunsplit(database),
        "REDIS_URL": urlunsplit(urlsplit(settings.REDIS_URL)._replace(path="/15")),
        "EMAIL_URL": f"smtp://127.0.0.1:{sink.server_address[1]}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "SECRET_KEY": "k3vT9mQ-wX7pLr2ZbN8sHd5YfJc1GuAeRoKiVtMxBqPzSyWnDh",
    }


Started = list[tuple[subprocess.Popen[bytes], Path]]


@pytest.fixture
def started() -> Started:
    """The processes of this test, each with the file it writes to."""
    return []


@pytest.fixture
def start(
    environment: dict[str, str], tmp_path: Path, started: Started
) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts a process as production does; all of them are stopped, and have to stop cleanly, at the end."""

    def do(*words: str) -> subprocess.Popen[bytes]:
        said = tmp_path / f"{len(started)}.log"
        with said.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=settings.BASE_DIR,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        started.append((process, said))
        return process

    yield do
    for process, _ in started:
        process.send_signal(signal.SIGTERM)
    for process, said in started:
        try:
            assert process.wait(PATIENCE) == 0, said.read_text()
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.fixture
def wait_for(started: Started) -> Callable[[str, Callable[[], Any]], None]:
    """Waits until something has happened, and fails when it does not or a process has ended."""

    def wait(what: str, happened: Callable[[], Any]) -> None:
        until = time.monotonic() + PATIENCE
        while not happened():
            late = time.monotonic() > until
            if late or any(process.poll() is not None for process, _ in started):
                said = "\n".join(path.read_text() for _, path in started)
                pytest.fail(f"{what} did not happen{f' in {PATIENCE} s' if late else ''}:\n{said}")
            time.sleep(0.1)

    return wait
