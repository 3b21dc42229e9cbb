"""Ends a process whose parent is gone, however the parent ended, so that nothing is ever left running."""

import os
import signal
import threading
import time

PARENT = "UNDERSTUDY_PARENT"  # the environment variable that names the supervisor's process
LOOK = 1.0  # seconds between two looks
GRACE = 20.0  # seconds to finish what is being done


def hold() -> None:
    """Watch the process that started this one, if it asked for that; end in good order when it is gone."""
    if os.environ.get(PARENT):
        threading.Thread(target=_watch, args=(int(os.environ[PARENT]),), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os.kill(os.getpid(), signal.SIGKILL)
