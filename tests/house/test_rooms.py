import ast
import inspect
import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.fields import GenericForeignKey

from config.admin import LOOK_UP_TABLES
from tests.house.plan import APPS, FLOORS, name_of, operations, rooms, sources, tree

# `record("floor.what_happened", …)` reads as what it writes down, in every other operation.
SAID_FIRST = {"events.operations.record: kind", "events.operations.write_many: drafts"}
# Rooms that are handed the instant; only views, tasks and commands read the clock.
WITHOUT_A_CLOCK = ("models", "permissions", "operations", "forms", "blueprint", "todo")
CLOCKS = re.compile(
    r"\b(timezone\.(now|localdate|localtime\(\))|datetime\.(now|today)|date\.today|time\.time)\b"
)


def test_operations_take_named_arguments_only():
    wrong = [
        f"{name}: {argument}"
        for name, operation in operations().items()
        for argument, parameter in inspect.signature(operation).parameters.items()
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY
    ]

    assert operations()
    assert set(wrong) <= SAID_FIRST


def test_operations_end_with_who_and_when():
    wrong = []
    for name, operation in operations().items():
        names = list(inspect.signature(operation).parameters)
        if "by" in names and names[-2:] != ["by", "at"]:
            wrong.append(f"{name}({', '.join(names)}): by, then at, come last")
        elif "at" in names and names[-1] != "at":
            wrong.append(f"{name}({', '.join(names)}): at comes last")

    assert wrong == []


def test_operations_say_what_they_promise():
    assert [name for name, operation in operations().items() if not inspect.getdoc(operation)] == []


@pytest.mark.parametrize("room", WITHOUT_A_CLOCK)
def test_the_clock_is_read_at_the_door(room):
    wrong = [
        f"{name_of(path)}:{number}"
        for path in rooms(room)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if CLOCKS.search(line)
    ]

    assert wrong == []


@pytest.mark.parametrize("room", ["operations", "models", "permissions"])
def test_rules_know_nothing_of_requests(room):
    wrong = [
        name_of(path)
        for path in rooms(room)
        if re.search(r"^\s*from django\.(http|shortcuts|contrib\.messages)", path.read_text(), re.M)
    ]

    assert wrong == []


def test_saving_is_not_overridden():
    wrong = [
        f"{model.__name__}.{verb}"
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for verb in ("save", "delete", "asave", "adelete")
        if model.__dict__.get(verb) or any(verb in vars(base) for base in ours_above(model))
    ]

    assert wrong == []


def ours_above(model):
    return [base for base in model.__mro__[1:] if base.__module__.split(".")[0] in APPS]


def test_nothing_listens_to_signals():
    wrong = []
    for path in sources(*FLOORS):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Name | ast.Attribute):
                called = node.id if isinstance(node, ast.Name) else node.attr
                if called in (
                    "receiver",
                    "post_save",
                    "pre_save",
                    "post_delete",
                    "pre_delete",
                    "m2m_changed",
                ):
                    wrong.append(f"{name_of(path)}:{node.lineno} {called}")

    assert wrong == []


def test_no_row_points_to_just_anything():
    wrong = [
        model.__name__
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if any(isinstance(field, GenericForeignKey) for field in model._meta.private_fields)
    ]

    assert wrong == []


def test_constraints_are_named_as_sentences():
    wrong = [
        f"{model.__name__}: {constraint.name}"
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
        if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+){2,}", constraint.name)
    ]

    assert wrong == []


def test_the_administration_site_holds_look_up_tables_only():
    admin.autodiscover()

    assert {model._meta.label for model in admin.site._registry} == LOOK_UP_TABLES == frozenset()


def test_tasks_take_no_arguments_or_ids_only():
    wrong = []
    for path in rooms("tasks"):
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef):
                wrong += [
                    f"{name_of(path)}: {node.name}({argument.arg})"
                    for argument in node.args.args + node.args.kwonlyargs
                    if not argument.arg.endswith(("pk", "id"))
                ]

    assert wrong == []
