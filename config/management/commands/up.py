"""Starts everything with one command: prepares the database, then keeps pages and jobs running."""

import errno
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, connections
from django.utils import timezone

from config import lifeline

HOST = "127.0.0.1"
FAILURES_ALLOWED = 5  # within a minute, before giving up on a process
STOPPING = 20.0  # seconds that a process has to finish
STARTING = 60.0  # seconds until the first page must have been answered


class Command(BaseCommand):
    help = "Prepare the database and run pages and jobs together, until Ctrl-C."
    requires_system_checks: list[str] = []  # migrate runs them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where the pages are served (8000)")
        parser.add_argument(
            "--fresh", action="store_true", help="set the database aside and begin with an empty one"
        )

    def handle(self, *args: Any, port: int, fresh: bool, **options: Any) -> None:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        refuse_a_busy_port(port)
        with only_one_at_a_time(settings.DATA_DIR / "running"):
            try:
                if fresh:
                    set_the_database_aside()
                prepare()
            except KeyboardInterrupt:
                sys.exit("Stopped.")
            sys.exit(Supervisor(port).run())


def say(text: str) -> None:
    """Tell the terminal; when that is gone there is nobody left to tell."""
    try:
        print(text, flush=True)
    except OSError as error:
        if error.errno not in (errno.EIO, errno.EPIPE):
            raise


def is_free(port: int) -> bool:
    """Whether pages could be served there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError:
            return False
        return True


def refuse_a_busy_port(port: int) -> None:
    """Raise CommandError, naming a port that is free, before anything else has been started."""
    if not 1 <= port <= 65535:
        raise CommandError(f"{port} is not a port: choose one from 1024 to 65535.")
    if not is_free(port):
        other = next((number for number in range(max(port, 1023) + 1, 65536) if is_free(number)), None)
        hint = f" Try another: ./dev run --port {other}" if other else ""
        raise CommandError(f"Port {port} is taken by another program, or not ours to use.{hint}")


def only_one_at_a_time(path: Path) -> IO[str]:
    """Hold this folder's lock until the file is closed; two supervisors would send the same mail twice."""
    held = path.open("w")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        held.close()
        raise CommandError(
            f"Understudy already runs from {path.parent}. Stop it first, or set DATA_DIR to another folder."
        ) from None
    return held


def set_the_database_aside() -> None:
    """Rename an SQLite database, so that the next one begins empty and nothing is lost."""
    if connection.vendor != "sqlite":
        raise CommandError(
            "--fresh is for the embedded SQLite database; make a new PostgreSQL database instead."
        )
    database = Path(settings.DATABASES["default"]["NAME"])
    if not database.exists():
        return
    connections.close_all()
    kept = database.with_name(f"{database.name}.until-{timezone.now():%Y%m%d-%H%M%S}")
    for ending in ("", "-wal", "-shm"):
        part = database.with_name(database.name + ending)
        if part.exists():
            part.rename(kept.with_name(kept.name + ending))
    say(f"The database so far is kept as {kept}")


def prepare() -> None:
    """Bring the database, the cache's table and the static files up to date; fill a new demonstration."""
    started = time.monotonic()
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if not settings.DEBUG:
        collect_static_files()
    if settings.DEMO and not get_user_model()._default_manager.exists():
        say("Making the demonstration")
        call_command("demo")
    connections.close_all()  # each process opens its own
    say(f"Ready to start after {time.monotonic() - started:.1f} s")


def collect_static_files() -> None:
    """Gather, name by content and compress the static files, unless that was done with the same ones."""
    root = Path(settings.STATIC_ROOT)
    stamp = root / ".collected"
    now = fingerprint_of_static_files()
    if not stamp.exists() or stamp.read_text() != now:
        shutil.rmtree(root, ignore_errors=True)
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(now)


def fingerprint_of_static_files() -> str:
    """Changes when any static file does."""
    found = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = os.stat(storage.path(name))
            found.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return found.hexdigest()


class Supervisor:
    """Keeps the processes running, starts one again that ends by itself, and stops them together."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.commands = {
            "pages": [
                sys.executable,
                "-m",
                "gunicorn",
                "-c",
                "python:config.webserver",
                "-b",
                f"{HOST}:{port}",
            ],
            "jobs": [sys.executable, "manage.py", "jobs"],
        }
        self.running: dict[str, subprocess.Popen[str]] = {}
        self.failures: dict[str, list[float]] = {name: [] for name in self.commands}
        self.stopping = threading.Event()

    def run(self) -> int:
        """Run until asked to stop; 0 when that was why, 1 when a process would not stay up."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self.stopping.set())
        try:
            for name in self.commands:
                self.start(name)
            threading.Thread(target=self.announce, daemon=True).start()
            while not self.stopping.wait(0.3):
                for name in self.ended():
                    if not self.start_again(name):
                        return 1
            return 0
        finally:
            self.stop()

    def start(self, name: str) -> None:
        """Start one process in a session of its own, so that Ctrl-C reaches it through us, in order."""
        self.running[name] = subprocess.Popen(
            self.commands[name],
            cwd=settings.BASE_DIR,
            env=os.environ | {lifeline.PARENT: str(os.getpid())},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        threading.Thread(target=pass_on, args=(name, self.running[name].stdout), daemon=True).start()

    def ended(self) -> list[str]:
        """The processes that have ended by themselves."""
        return [name for name, process in self.running.items() if process.poll() is not None]

    def start_again(self, name: str) -> bool:
        """Start it again after a pause that grows with each failure; False when that is no use."""
        now = time.monotonic()
        self.failures[name] = [at for at in self.failures[name] if now - at < 60] + [now]
        count = len(self.failures[name])
        say(f"{name} ended with {self.running[name].returncode}")
        sweep(self.running[name].pid)
        if count > FAILURES_ALLOWED:
            say(f"{name} does not stay up; the lines above say why")
            return False
        if not self.stopping.wait(min(2**count / 4, 8)):
            self.start(name)
        return True

    def announce(self) -> None:
        """Say where to go, once the first page has been answered."""
        until = time.monotonic() + STARTING
        while time.monotonic() < until and not self.stopping.is_set():
            try:
                with urlopen(f"http://{HOST}:{self.port}/health/alive/", timeout=2):
                    break
            except (URLError, OSError):
                time.sleep(0.2)
        else:
            return
        say(f"\nUnderstudy is at http://{HOST}:{self.port}/")
        if settings.DEMO:
            say("This is a demonstration: its sign-in page offers each role in one click.")
        say(f"Mail {where_mail_goes()}. Ctrl-C stops everything.\n")

    def stop(self) -> None:
        """Ask all to finish, wait for them, and end the ones that do not."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        self.stopping.set()
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        until = time.monotonic() + STOPPING
        for name, process in self.running.items():
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                say(f"{name} did not finish in {STOPPING:.0f} s and is ended")
            sweep(process.pid)
            process.wait()
        say("Stopped.")


def sweep(group: int) -> None:
    """End whatever is left of a process and those it started itself."""
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return  # nothing was left, as it should be


def pass_on(name: str, lines: Iterable[str] | None) -> None:
    """Print what a process says, with its name in front."""
    for line in lines or ():
        say(f"{name:5} | {line.rstrip()}")


def where_mail_goes() -> str:
    """In words."""
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return f"is not sent but kept in {settings.EMAIL_FILE_PATH}"
    return f"goes out through {settings.EMAIL_HOST}"
