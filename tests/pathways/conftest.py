"""One group on the shipped programme, with a secondee, a mentor and the people around them."""

import uuid
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from pydantic import TypeAdapter

from pathways import blueprint, operations
from pathways.models import ActivityKind
from people.models import Post
from tests import factories as f

DOCUMENT = yaml.safe_load(
    Path(settings.BASE_DIR, "secondments/blueprints/learning_director.yaml").read_text()
)

TODAY = f.NOW.date()


@dataclass
class Stage:
    """Everybody of one group, by what they are to the secondee."""

    participant: object
    mentor: object
    people: dict = field(default_factory=dict)

    @property
    def secondee(self):
        return self.participant.person

    @property
    def cohort(self):
        return self.participant.cohort

    def kind(self, slug="worship"):
        return ActivityKind.objects.get(version=self.cohort.version, slug=slug)

    def log(self, slug="worship", day=TODAY, at=f.NOW, **more):
        if slug in ("worship", "assembly"):
            more.setdefault("audience", "whole-year")
        wanted = {"participant": self.participant, "uid": uuid.uuid4(), "by": self.secondee} | more
        return operations.log_activity(kind=self.kind(slug), happened_on=day, at=at, **wanted)

    def plan(self, slug="worship", day=TODAY, at=f.NOW, **more):
        if slug in ("worship", "assembly"):
            more.setdefault("audience", "whole-year")
        return operations.plan_activity(
            participant=self.participant,
            uid=uuid.uuid4(),
            kind=self.kind(slug),
            planned_for=day,
            by=self.secondee,
            at=at,
            **more,
        )

    def confirm(self, *activities, at=f.NOW):
        seen = {activity: activity.logged_at for activity in activities}
        return operations.confirm_activities(seen=seen, by=self.mentor, at=at)

    def project(self, *, proposed=True, agreed=False, at=f.NOW, **more):
        project = operations.draft_project(
            participant=self.participant,
            uid=uuid.uuid4(),
            title=more.get("title", "Homework on time"),
            area="Twenty-four pupils hand in least.",
            by=self.secondee,
            at=at,
        )
        if proposed or agreed:
            project = operations.propose_project(project=project, by=self.secondee, at=at)
        if agreed:
            project = operations.agree_project(
                project=project, revision=project.revision, by=self.mentor, at=at
            )
        return project

    def measure(self, project, **more):
        wanted = {"name": "Homework on time", "unit": "%"} | more
        return operations.add_measure(project=project, uid=uuid.uuid4(), by=self.secondee, at=f.NOW, **wanted)

    def reading(self, measure, day, value, at=f.NOW):
        return operations.add_reading(
            measure=measure, uid=uuid.uuid4(), taken_on=day, value=value, by=self.secondee, at=at
        )

    def meeting(self, day=TODAY, by=None):
        return operations.arrange_meeting(
            participant=self.participant, uid=uuid.uuid4(), held_on=day, by=by or self.mentor, at=f.NOW
        )


def enter(client, person):
    """Sign somebody in, second step included."""
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": f.NOW.timestamp(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


def publish(version):
    """Write the shipped programme's activities and requirements for this version."""
    for section in (blueprint.ACTIVITIES, blueprint.REQUIREMENTS):
        section.publish(version, TypeAdapter(section.model).validate_python(DOCUMENT[section.name]))


def another_secondee(cohort, mentor):
    """One more participant of the group with this mentor."""
    participant = f.ParticipantFactory(cohort=cohort)
    f.MentorshipFactory(participant=participant, mentor=mentor)
    return Stage(participant, mentor)


@pytest.fixture
def stage(db):
    cohort = f.CohortFactory(version__document=DOCUMENT)
    publish(cohort.version)
    f.RecordWindowFactory(cohort=cohort)
    mentor = f.UserFactory(name="Siobhán Gallagher", formal_name="Mrs Gallagher")
    found = another_secondee(cohort, mentor)
    other = another_secondee(cohort, f.UserFactory(name="Hywel Bevan"))
    found.people = {
        "secondee": found.secondee,
        "mentor": mentor,
        "other secondee": other.secondee,
        "other mentor": other.mentor,
        "slt": f.PostFactory(organisation=cohort.organisation, role=Post.Role.SLT).person,
        "coordinator": f.PostFactory(organisation=cohort.organisation, role=Post.Role.COORDINATOR).person,
        "administrator": f.PostFactory(organisation=cohort.organisation, role=Post.Role.ADMINISTRATOR).person,
        "outsider": f.PostFactory(role=Post.Role.COORDINATOR).person,
    }
    return found
