"""A file that was made for somebody is theirs alone."""

import hashlib

import pytest

from events import history
from events.models import Event
from people import operations
from people.history import SENTENCES
from people.models import StoredFile
from tests.factories import NOW, UserFactory

pytestmark = pytest.mark.django_db


def test_a_file_is_stored_with_its_sum_and_is_its_owners_alone():
    owner = UserFactory()
    stored = operations.store_file(
        name="a4.pdf", content_type="application/pdf", content=b"%PDF-1.7", owner=owner, at=NOW
    )
    assert (stored.size, stored.sha256) == (8, hashlib.sha256(b"%PDF-1.7").hexdigest())
    with stored.file.open() as kept:
        assert kept.read() == b"%PDF-1.7"
    assert list(StoredFile.objects.visible_to(owner)) == [stored]
    assert list(StoredFile.objects.visible_to(UserFactory())) == []
    assert Event.objects.get(kind="people.file_stored").about == stored.key
    stored.withdrawn_at = NOW
    stored.save()
    assert list(StoredFile.objects.visible_to(owner)) == []


def test_everything_that_happens_here_has_words():
    assert set(SENTENCES) <= history.kinds()
