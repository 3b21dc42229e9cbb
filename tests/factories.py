"""One plain factory per model, a section per floor, and the present in which the tests live."""

import datetime as dt
import hashlib
from zoneinfo import ZoneInfo

import factory
from factory.django import DjangoModelFactory

from blogs import models as blogs
from pathways import models as pathways
from people import models as people
from portfolios import models as portfolios
from secondments import models as secondments

LONDON = ZoneInfo("Europe/London")
NOW = dt.datetime(2027, 3, 23, 12, 0, tzinfo=LONDON)  # a Tuesday, in the last week of term 4
STARTS, ENDS = dt.date(2027, 1, 4), dt.date(2027, 5, 28)


def at(year: int, month: int, day: int, hour: int = 12, minute: int = 0) -> dt.datetime:
    """A London wall-clock time as an instant."""
    return dt.datetime(year, month, day, hour, minute, tzinfo=LONDON)


# people ---------------------------------------------------------------------------------------------------


class UserFactory(DjangoModelFactory):
    class Meta:
        model = people.User

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@school.example")
    sort_name = factory.LazyAttribute(lambda user: user.name)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """Like everybody who is invited: an address in small letters, and no password until they set one."""
        return model_class.objects.create_user(*args, **kwargs)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = people.Organisation
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"School {n}")

    @factory.post_generation
    def path_from_the_root(self, create, extracted, **kwargs):
        self.path = f"{self.parent.path if self.parent else '/'}{self.pk}/"
        people.Organisation.objects.filter(pk=self.pk).update(path=self.path)


class PostFactory(DjangoModelFactory):
    class Meta:
        model = people.Post

    person = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = people.Post.Role.STAFF
    starts_on = dt.date(2026, 9, 1)


class TermFactory(DjangoModelFactory):
    class Meta:
        model = people.Term

    organisation = factory.SubFactory(OrganisationFactory)
    name = "Term 4"
    starts_on = dt.date(2027, 2, 22)
    ends_on = dt.date(2027, 3, 26)


# Days as the database keeps them: the last one is the first day of the holiday.
TERMS = [
    ("Term 3", dt.date(2027, 1, 4), dt.date(2027, 2, 12)),
    ("Term 4", dt.date(2027, 2, 22), dt.date(2027, 3, 26)),
    ("Term 5", dt.date(2027, 4, 12), dt.date(2027, 5, 29)),
]


def terms(organisation: people.Organisation) -> list[people.Term]:
    """The three terms of the tests: 4 January to 11 February, 22 February to 25 March, 12 April to 28 May."""
    return [
        TermFactory(organisation=organisation, name=name, starts_on=starts_on, ends_on=ends_on)
        for name, starts_on, ends_on in TERMS
    ]


class StoredFileFactory(DjangoModelFactory):
    class Meta:
        model = people.StoredFile

    name = "sheet.pdf"
    content_type = "application/pdf"
    size = 3
    sha256 = hashlib.sha256(b"pdf").hexdigest()
    file = factory.django.FileField(filename="sheet.pdf", data=b"pdf")
    owner = factory.SubFactory(UserFactory)
    stored_at = NOW


# secondments ----------------------------------------------------------------------------------------------


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = secondments.Programme

    organisation = factory.SubFactory(OrganisationFactory)
    slug = factory.Sequence(lambda n: f"programme-{n}")
    name = "Learning Director secondment"


class ProgrammeVersionFactory(DjangoModelFactory):
    class Meta:
        model = secondments.ProgrammeVersion

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda n: n + 1)
    document = factory.LazyFunction(dict)
    digest = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    created_at = NOW
    published_at = NOW


class CohortFactory(DjangoModelFactory):
    class Meta:
        model = secondments.Cohort

    organisation = factory.SubFactory(OrganisationFactory)
    version = factory.SubFactory(
        ProgrammeVersionFactory, programme__organisation=factory.SelfAttribute("...organisation")
    )
    name = "2027 secondees"
    starts_on = STARTS
    ends_on = ENDS + dt.timedelta(days=1)
    created_at = NOW


class ParticipantFactory(DjangoModelFactory):
    """A participant who takes part from the group's first day at the group's school."""

    class Meta:
        model = secondments.Participant
        skip_postgeneration_save = True

    person = factory.SubFactory(UserFactory)
    cohort = factory.SubFactory(CohortFactory)
    added_at = NOW

    @factory.post_generation
    def period(self, create, extracted, **kwargs):
        if extracted is not False:
            secondments.ParticipationPeriod.objects.create(
                participant=self,
                organisation=self.cohort.organisation,
                starts_on=kwargs.get("starts_on", self.cohort.starts_on),
                ends_on=kwargs.get("ends_on"),
            )


class MentorshipFactory(DjangoModelFactory):
    class Meta:
        model = secondments.Mentorship

    participant = factory.SubFactory(ParticipantFactory)
    mentor = factory.SubFactory(UserFactory)
    starts_on = STARTS


class JoiningStepFactory(DjangoModelFactory):
    class Meta:
        model = secondments.JoiningStep

    participant = factory.SubFactory(ParticipantFactory)
    slug = "induction"
    confirmed_at = NOW
    confirmed_by = factory.SelfAttribute("participant.person")


class WindowFactory(DjangoModelFactory):
    """The reflection window at the end of term 4: open at the tests' present, closing Thursday at 4 pm."""

    class Meta:
        model = secondments.Window

    cohort = factory.SubFactory(CohortFactory)
    kind = secondments.Window.Kind.REFLECTION
    slug = factory.Sequence(lambda n: f"reflection-{n + 1}")
    title = "Reflection at the end of Term 4"
    opens_at = at(2027, 3, 18, 0)
    closes_at = at(2027, 3, 25, 16)


class RecordWindowFactory(WindowFactory):
    """The window in which activities and readings are recorded: the group's whole length."""

    kind = secondments.Window.Kind.RECORD
    slug = "record"
    title = "Activities and readings"
    opens_at = at(2027, 1, 4, 0)
    closes_at = at(2027, 5, 29, 0)


class ExtensionFactory(DjangoModelFactory):
    class Meta:
        model = secondments.Extension

    window = factory.SubFactory(WindowFactory)
    participant = factory.SubFactory(ParticipantFactory, cohort=factory.SelfAttribute("..window.cohort"))
    closes_at = at(2027, 4, 16, 16)
    given_at = NOW
    given_by = factory.SubFactory(UserFactory)


# pathways -------------------------------------------------------------------------------------------------


class ActivityKindFactory(DjangoModelFactory):
    class Meta:
        model = pathways.ActivityKind

    version = factory.SubFactory(ProgrammeVersionFactory)
    slug = factory.Sequence(lambda n: f"kind-{n}")
    position = factory.Sequence(lambda n: n)
    family = pathways.ActivityKind.Family.LED
    name = "Lead worship"
    done_name = "Led worship"


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = pathways.Activity

    participant = factory.SubFactory(ParticipantFactory)
    kind = factory.SubFactory(
        ActivityKindFactory, version=factory.SelfAttribute("..participant.cohort.version")
    )
    happened_on = dt.date(2027, 3, 22)
    recorded_at = NOW
    logged_at = NOW


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = pathways.Meeting

    participant = factory.SubFactory(ParticipantFactory)
    mentor = factory.SubFactory(UserFactory)
    held_on = dt.date(2027, 3, 22)


class ProjectFactory(DjangoModelFactory):
    class Meta:
        model = pathways.Project

    participant = factory.SubFactory(ParticipantFactory)
    title = "Punctuality in Year 9"
    area = "Thirty pupils are late on two mornings a week."
    begun_at = NOW


class RequirementFactory(DjangoModelFactory):
    class Meta:
        model = pathways.Requirement

    version = factory.SubFactory(ProgrammeVersionFactory)
    slug = factory.Sequence(lambda n: f"requirement-{n}")
    position = factory.Sequence(lambda n: n)
    name = "Worship"
    rule = factory.LazyFunction(dict)


# blogs ----------------------------------------------------------------------------------------------------


class ReflectionFactory(DjangoModelFactory):
    class Meta:
        model = blogs.Reflection

    participant = factory.SubFactory(ParticipantFactory)
    window = factory.SubFactory(WindowFactory, cohort=factory.SelfAttribute("..participant.cohort"))
    begun_at = NOW


class ReaderFactory(DjangoModelFactory):
    class Meta:
        model = blogs.Reader

    reflection = factory.SubFactory(ReflectionFactory)
    kind = blogs.Reader.Kind.MENTOR
    chosen_at = NOW


class CoachingQuestionFactory(DjangoModelFactory):
    class Meta:
        model = blogs.CoachingQuestion

    reflection = factory.SubFactory(ReflectionFactory)
    asked_by = factory.SubFactory(UserFactory)
    asked_at = NOW
    body = "What would you do differently?"


# portfolios -----------------------------------------------------------------------------------------------


class AfternoonFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.Afternoon

    cohort = factory.SubFactory(CohortFactory)
    starts_at = at(2027, 5, 20, 14)
    speaking_minutes = 10
    questions_minutes = 5
    chair = factory.SubFactory(UserFactory)


class PresentationFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.Presentation

    afternoon = factory.SubFactory(AfternoonFactory)
    participant = factory.SubFactory(ParticipantFactory, cohort=factory.SelfAttribute("..afternoon.cohort"))
    position = factory.Sequence(lambda n: n)


class PanelNoteFactory(DjangoModelFactory):
    class Meta:
        model = portfolios.PanelNote

    presentation = factory.SubFactory(PresentationFactory)
    by = factory.SubFactory(UserFactory)
    kept_at = NOW
