"""The project's settings, on a laptop's values unless the environment says otherwise."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "1")
# Playwright keeps an event loop in the test's thread, and Django's database layer refuses to work beside one.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from config.settings import *  # noqa: F403
from config.settings import DATABASES

DEBUG = False
DEMO = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The same cost in queries whichever engine the tests run on; tests/services uses the real cache.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
# A test's live server hands static files out from where they are written, under their plain names.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# A folder that does not exist would make whitenoise warn; what it would serve comes from the finders.
STATIC_ROOT = None
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads of a live server then have connections of their own, as in real life.
    FILE = Path(tempfile.gettempdir()) / f"understudy-test-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(FILE)}
