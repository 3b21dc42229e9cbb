import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from events.models import Notice
from people.models import Organisation, Post, User
from people.permissions import holds

pytestmark = pytest.mark.django_db


def test_a_school_is_founded_and_its_coordinator_invited(capsys):
    call_command("found", school="Our School", name="Ada Example", email="Ada@School.example")

    school, ada = Organisation.objects.get(), User.objects.get()
    assert (school.name, school.kind) == ("Our School", Organisation.Kind.SCHOOL)
    assert ada.email == "ada@school.example"
    assert holds(ada, [Post.Role.COORDINATOR], school, timezone.now())
    assert holds(ada, [Post.Role.ADMINISTRATOR], school, timezone.now())
    assert Notice.objects.get().to == ada
    assert "Ada Example is its coordinator" in capsys.readouterr().out


def test_a_trust_is_founded_and_its_administrator_invited():
    call_command("found", trust="Our Trust", name="Ada Example", email="ada@school.example")

    assert holds(User.objects.get(), [Post.Role.ADMINISTRATOR], Organisation.objects.get(), timezone.now())


@pytest.mark.parametrize(
    ("values", "because"),
    [
        ({"email": "nowhere"}, "valid email"),
        ({"name": " "}, "need a name"),
        ({"zone": "Europe/Nowhere"}, "time zone"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_founded(values, because):
    told = {"school": "Our School", "name": "Ada Example", "email": "ada@school.example", **values}

    with pytest.raises(CommandError, match=because):
        call_command("found", **told)

    assert not Organisation.objects.exists()
    assert not User.objects.exists()


def test_a_school_is_founded_only_once():
    told = {"school": "Our School", "name": "Ada Example", "email": "ada@school.example"}
    call_command("found", **told)

    with pytest.raises(CommandError, match="already"):
        call_command("found", **told)

    assert Organisation.objects.count() == 1


def test_a_closed_account_is_not_opened_by_founding_a_school():
    User.objects.create_user("ada@school.example", name="Ada Example", is_active=False)

    with pytest.raises(CommandError, match="closed"):
        call_command("found", school="Our School", name="Ada Example", email="ada@school.example")

    assert not Organisation.objects.exists()
