"""This floor's part of a programme file: what it may say, and the rows it becomes."""

import copy

import pytest
from pydantic import TypeAdapter, ValidationError

from pathways.blueprint import ACTIVITIES, REQUIREMENTS
from pathways.models import ActivityKind, Requirement
from pathways.rules import Rule
from tests import factories as f
from tests.pathways.conftest import DOCUMENT, publish


def read(section, change=None):
    part = copy.deepcopy(DOCUMENT[section.name])
    if change:
        change(part)
    return TypeAdapter(section.model).validate_python(part)


def test_the_shipped_programme_becomes_rows(db):
    version = f.ProgrammeVersionFactory()
    publish(version)
    assert list(ActivityKind.objects.values_list("slug", flat=True)) == [
        "worship",
        "assembly",
        "learning-walk",
        "parents",
        "directors",
        "key-stage",
    ]
    rule = Rule.of(Requirement.objects.get(slug="worship").rule)
    assert (rule.at_least, rule.of_which[0].audience, rule.of_which[0].at_least) == (6, "whole-year", 3)


def test_only_what_the_text_gives_a_figure_has_one(db):
    version = f.ProgrammeVersionFactory()
    publish(version)
    expected = [one.slug for one in Requirement.objects.all() if Rule.of(one.rule).is_expected]
    assert expected == ["reflections", "other-leading", "shadowing", "meetings"]


@pytest.mark.parametrize(
    "change",
    [
        lambda part: part[0].update(expected=True),
        lambda part: part[0].pop("at_least"),
        lambda part: part[0].update(at_least=0),
        lambda part: part[0].update(colour="red"),
        lambda part: part[0]["counts"].update(kind="applause"),
        lambda part: part[1].pop("until_then"),
        lambda part: part[4].update(of_which=part[0]["of_which"]),
    ],
)
def test_what_a_requirement_cannot_mean_is_refused(change):
    with pytest.raises(ValidationError):
        read(REQUIREMENTS, change)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (lambda part: None, []),
        (lambda part: part[0]["counts"].update(slugs=["waltz"]), ["requirements.0.counts.slugs"]),
        (
            lambda part: part[0]["of_which"][0].update(audience="nobody"),
            ["requirements.0.of_which.0.audience"],
        ),
        (lambda part: part[1].update(slug="worship"), ["requirements.1.slug"]),
    ],
)
def test_what_a_requirement_counts_must_be_known(change, wrong):
    parts = {"activities": read(ACTIVITIES), "requirements": read(REQUIREMENTS, change)}
    assert [path for path, _ in REQUIREMENTS.check(parts) if path in wrong or not wrong] == wrong


def test_two_activities_cannot_share_a_name_in_the_file():
    part = read(ACTIVITIES, lambda part: part[1].update(slug="worship"))
    assert [path for path, _ in ACTIVITIES.check({"activities": part})] == ["activities.1.slug"]
