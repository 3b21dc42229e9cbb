"""Runs the worker and the timetable in one process: enough for one machine, and no broker to install."""

import os
import signal
import threading
import warnings
from typing import Any

from celery.beat import EmbeddedService
from celery.exceptions import SecurityWarning
from django.core.management.base import BaseCommand

from config import lifeline
from config.celery import app

THREADS = 2


class Command(BaseCommand):
    help = "Run the jobs: the timetable and a worker, in one process. Several machines run them apart."

    def handle(self, *args: Any, **options: Any) -> None:
        lifeline.hold()
        # Celery warns root because of pickled messages; here they are JSON and never leave the process.
        warnings.simplefilter("ignore", SecurityWarning)
        beat = EmbeddedService(app, thread=True, scheduler_cls=app.conf.beat_scheduler)
        beat.start()
        threading.Thread(target=_end_with, args=(beat,), name="beat watch", daemon=True).start()
        worker = app.Worker(
            pool="threads", concurrency=THREADS, without_mingle=True, without_gossip=True, quiet=True
        )
        try:
            worker.start()
        finally:
            beat.stop()
        raise SystemExit(worker.exitcode or 0)


def _end_with(beat: threading.Thread) -> None:
    """A worker without a timetable would look alive and do nothing, so it ends when the timetable does."""
    beat.join()
    os.kill(os.getpid(), signal.SIGTERM)
