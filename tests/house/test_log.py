import ast

import pytest
from django.conf import settings

from events import history, registries
from tests.house.plan import APPS, name_of, sources, tree


def texts_given(call_names, keyword):
    """The literal texts that calls of these names are given, first or by keyword, and where."""
    for path in sources(*APPS):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in call_names:
                given = [word.value for word in node.keywords if word.arg == keyword] + node.args[:1]
                for value in given[:1]:
                    if isinstance(value, ast.Constant) and isinstance(value.value, str):
                        yield value.value, f"{name_of(path)}:{node.lineno}"


def test_every_kind_of_event_can_be_told():
    recorded = dict(texts_given({"record", "_record"}, "kind"))

    assert recorded
    assert {kind: where for kind, where in recorded.items() if kind not in history.kinds()} == {}


def test_an_event_is_named_after_its_floor_and_what_happened():
    floors = {kind: kind.partition(".")[0] for kind in history.kinds()}

    assert {kind for kind, floor in floors.items() if floor not in APPS} == set()


def test_every_kind_of_event_belongs_to_the_floor_that_records_it():
    wrong = [
        f"{where} records {kind}"
        for kind, where in texts_given({"record", "_record"}, "kind")
        if kind.partition(".")[0] != where.partition("/")[0]
    ]

    assert wrong == []


@pytest.mark.parametrize("ending", ["_subject.txt", "_body.txt", ".html"])
def test_every_notice_has_its_words_in_three_shapes(ending):
    folder = settings.BASE_DIR / "templates" / "emails"

    assert registries.templates()
    assert [name for name in registries.templates() if not (folder / f"{name}{ending}").exists()] == []


def test_every_notice_that_is_written_can_be_delivered():
    written = dict(texts_given({"write_notices", "Draft"}, "template"))

    assert {name: where for name, where in written.items() if name not in registries.templates()} == {}
