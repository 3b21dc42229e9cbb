"""What happens to files: they are stored."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from events.operations import record
from people.models import StoredFile, User


def store_file(*, name: str, content_type: str, content: bytes, owner: User, at: datetime) -> StoredFile:
    """Keep a file that was made for somebody. `content` is the whole of it; only its owner can have it."""
    with transaction.atomic():
        stored = StoredFile(
            name=name,
            content_type=content_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            owner=owner,
            stored_at=at,
        )
        stored.file.save(name, ContentFile(content), save=False)
        stored.save()
        record(
            "people.file_stored",
            about=stored.key,
            data={"content_type": content_type, "size": stored.size},
            by=owner,
            at=at,
        )
    return stored
