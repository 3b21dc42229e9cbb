"""How gunicorn serves the application; `./dev run` and production use the same."""

from typing import Any

from config import lifeline

wsgi_app = "config.wsgi"
worker_class = "gthread"
workers = 2
threads = 4
timeout = 60  # seconds; nothing a page does takes as many
max_requests = 5000
max_requests_jitter = 500
loglevel = "warning"
control_socket_disable = True


def on_starting(server: Any) -> None:
    """Go when the supervisor goes."""
    lifeline.hold()
