"""The programme file: what it may hold, how it is refused, and how it becomes a version."""

import io
import re
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from people.models import Post
from people.operations import NotAllowed
from secondments import blueprint, operations
from secondments.blueprint.file import MOST_BYTES
from secondments.models import Programme, ProgrammeVersion
from secondments.shipped import FOLDER, shipped, shipped_as
from tests.factories import NOW, OrganisationFactory, PostFactory

FILE = FOLDER / "learning_director.yaml"


def refused(text):
    with pytest.raises(blueprint.NotABlueprint) as caught:
        blueprint.read_text(text.encode() if isinstance(text, str) else text)
    return [str(problem) for problem in caught.value.problems]


def changed(*pairs):
    text = FILE.read_text()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def test_the_shipped_programme_says_what_its_description_says():
    document = shipped_as("learning-director-secondment").document

    asked = {one["slug"]: one for one in document["requirements"]}
    assert document["length"] == {"months": 5}
    assert asked["worship"]["at_least"] == 6
    assert asked["worship"]["of_which"][0]["at_least"] == 3
    assert asked["worship"]["of_which"][0]["say"] == "to a whole year group"
    assert {slug for slug, one in asked.items() if one.get("expected")} == {
        "reflections",
        "other-leading",
        "shadowing",
        "meetings",
    }
    assert all("at_least" not in one for one in document["requirements"] if one.get("expected"))
    assert document["presentation"]["speaking_minutes"] == 10
    assert document["presentation"]["audience"] == ["slt", "mentor"]
    assert [phase["slug"] for phase in document["phases"]] == ["joining", "main", "reporting"]
    reflection = next(rule for rule in document["windows"] if rule["kind"] == "reflection")
    assert (reflection["each"], reflection["opens"]) == ("term", {"days_before_end": 7})


def test_every_shipped_programme_can_be_read_whole():
    assert [one.slug for one in shipped()] == ["learning-director-secondment"]
    assert all(set(one.parts) >= {"windows", "activities", "requirements"} for one in shipped())


def test_no_word_of_this_programme_stands_in_code():
    for floor in ("secondments", "pathways", "blogs", "portfolios"):
        for path in Path(FOLDER.parents[1] / floor).rglob("*.py"):
            code = re.sub(r'(""".*?"""|#[^\n]*)', "", path.read_text(), flags=re.DOTALL)
            assert not re.search(r"worship|learning.director", code, re.IGNORECASE), path


def test_layout_and_order_make_no_difference_to_what_it_is():
    read = blueprint.read(FILE)
    other = yaml.safe_dump(dict(reversed(read.document.items())), allow_unicode=True)

    assert blueprint.read_text(other.encode()).digest == read.digest
    assert blueprint.read_text(changed(("at_least: 6", "at_least: 7")).encode()).digest != read.digest


def test_everything_that_is_wrong_is_said_at_once_with_its_line():
    found = refused(
        changed(
            ("slug: learning-director-secondment", "slug: Learning Director"),
            ("length: {months: 5}", "length: {months: five}"),
            ("opens: {days_before_end: 14}", "opens: {days_before: 14}"),
            ("  - {slug: main, name: The main element}", "  - {slug: joining, name: The main element}"),
        )
    )

    assert [re.sub(r"^line \d+: ([\w.\[\]]+):.*", r"\1", problem, flags=re.DOTALL) for problem in found] == [
        "slug",
        "length.months",
        "windows[2].opens.days_before",
        "windows[2].opens.days_before_end",
    ]
    assert found[0].startswith("line 5: ")


def test_rules_across_the_file_are_checked_when_each_part_is_right():
    found = refused(changed(("  - {slug: main, name", "  - {slug: joining, name")))

    assert len(found) == 1
    assert "phases[1].slug: “joining” is there twice" in found[0]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: &x 1\nb: *x", "anchors and aliases"),
        ("a: !!python/object:os.system x", "tags"),
        ("a: !!binary aGk=", "tags"),
        ("a: 1\na: 2", "written twice"),
        ("a: {b: 1, b: 2}", "written twice"),
        ("a: " + "[" * 5000, "nested too deeply"),
        ("- 1\n- 2", "no “key: value” lines"),
        ("just a sentence", "no “key: value” lines"),
        ("a: 1\n---\na: 2", "cannot be read"),
        ("a: [1", "cannot be read"),
        ("a: {1: 2}", "has to be a word"),
        ("a:\n\tb: 1", "cannot be read"),
        (b"\xff\xfe\x00", "not text in UTF-8"),
        (b"a: \x00", "cannot be read"),
        (b"#" * (MOST_BYTES + 1), "larger than"),
        ("blueprint: 1\nhobbies: [tea]", "is not a part of a programme file"),
        ("blueprint: 2", "write “blueprint: 1”"),
        ("", "write “blueprint: 1”"),
    ],
)
def test_what_is_not_a_programme_file_is_refused_with_the_reason(text, why):
    assert any(why in problem for problem in refused(text))


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('closes: {at: "16:00"}', "closes: {at: 4 pm}", "windows[1].closes.at"),
        ('closes: {at: "16:00"}', "closes: {at: 1600}", "windows[1].closes.at"),
        ("kind: record,", "kind: always,", "windows[0].kind"),
        ("title: Reflection at the end of {term}", "title: Reflection of {who}", "windows[1].title"),
        ("    each: term\n", "", "windows[1]"),
        ("mentor: {one: Learning Director,", "mentor: {uno: Learning Director,", "words.mentor.one"),
        ("  pupil:", "  child:", "words.child"),
    ],
)
def test_a_mistake_is_found_where_it_is(old, new, where):
    assert any(where in problem for problem in refused(changed((old, new))))


def test_a_time_without_quotes_is_a_time_and_not_a_number_of_minutes():
    plain = blueprint.read_text(changed(('"16:00"', "16:00")).encode())

    assert plain.digest == blueprint.read(FILE).digest


# Versions -----------------------------------------------------------------------------------------------


@pytest.fixture
def coordinator(db):
    return PostFactory(role=Post.Role.COORDINATOR).person


@pytest.fixture
def school(coordinator):
    return coordinator.posts.get().organisation


def load(school, by, text=None, at=NOW):
    read = blueprint.read_text(text.encode()) if text else blueprint.read(FILE)
    return operations.load_blueprint(organisation=school, loaded=read, by=by, at=at)


def test_loading_twice_is_one_version_and_a_change_is_the_next(school, coordinator):
    first, again = load(school, coordinator), load(school, coordinator)
    next_one = load(school, coordinator, changed(("at_least: 6", "at_least: 8")))

    assert first == again
    assert (first.number, next_one.number) == (1, 2)
    assert Programme.objects.count() == 1


def test_publishing_writes_each_sections_rows_once(school, coordinator):
    version = load(school, coordinator)

    for _ in range(2):
        operations.publish_version(version=version, by=coordinator, at=NOW)

    version.refresh_from_db()
    assert (version.published_at, version.published_by) == (NOW, coordinator)
    slugs = list(version.requirements.values_list("slug", flat=True))
    assert slugs == [one["slug"] for one in version.document["requirements"]]
    assert version.activity_kinds.count() == len(version.document["activities"])


def test_two_schools_have_copies_of_their_own(school, coordinator):
    other = PostFactory(role=Post.Role.COORDINATOR).person
    load(school, coordinator)
    load(other.posts.get().organisation, other)

    assert Programme.objects.count() == 2
    assert list(Programme.objects.visible_to(other, NOW)) == [other.posts.get().organisation.programmes.get()]


@pytest.mark.parametrize("role", [Post.Role.SLT, Post.Role.MENTOR, Post.Role.STAFF, Post.Role.HEADTEACHER])
def test_only_coordinators_and_administrators_load_and_publish(school, coordinator, role):
    version = load(school, coordinator)
    person = PostFactory(organisation=school, role=role).person

    with pytest.raises(NotAllowed):
        load(school, person)
    with pytest.raises(NotAllowed):
        operations.publish_version(version=version, by=person, at=NOW)
    assert ProgrammeVersion.objects.get().published_at is None


# Commands -----------------------------------------------------------------------------------------------


def test_the_check_says_which_files_can_be_used_and_fails_for_the_others(tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text("blueprint: 1\nslug: x\n")
    out, err = io.StringIO(), io.StringIO()

    with pytest.raises(CommandError, match="2 of 3"):
        call_command(
            "check_blueprint", str(FILE), str(broken), str(tmp_path / "none.yaml"), stdout=out, stderr=err
        )

    assert "Learning Director secondment can be used" in out.getvalue()
    assert "name: is missing" in err.getvalue()
    assert "No such file" in err.getvalue()


def test_files_are_loaded_by_the_organisations_name_or_number_as_often_as_one_likes(school):
    for named in (school.name.upper(), str(school.pk)):
        call_command("load_blueprint", str(FILE), "--organisation", named, "--publish", stdout=io.StringIO())

    assert ProgrammeVersion.objects.get().published_at is not None


def test_nothing_is_loaded_when_one_of_the_files_is_wrong(school, tmp_path):
    broken = tmp_path / "broken.yaml"
    broken.write_text("blueprint: 1\n")

    with pytest.raises(CommandError, match="is missing"):
        call_command("load_blueprint", str(FILE), str(broken), "--organisation", school.name)
    with pytest.raises(CommandError, match="0 organisations"):
        call_command("load_blueprint", str(FILE), "--organisation", "Nowhere")

    assert not Programme.objects.exists()


def test_two_organisations_of_one_name_have_to_be_told_apart(school):
    OrganisationFactory(name=school.name)

    with pytest.raises(CommandError, match="name one by its number"):
        call_command("load_blueprint", str(FILE), "--organisation", school.name)
