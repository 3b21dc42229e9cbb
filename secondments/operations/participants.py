"""What can happen to people on a programme: being added, mentored, joining, leaving."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from events.operations import record
from people.models import Organisation, Post, PostQuerySet, User
from people.operations import NotAllowed, invite
from people.pasted import Person
from secondments import permissions
from secondments.models import Cohort, JoiningStep, Mentorship, Participant, ParticipationPeriod


class AnotherSchoolsPerson(Exception):
    """The person holds no post at the group's organisation, above it or below it."""


class TheirOwnMentor(Exception):
    """Nobody mentors themselves."""


class NamesThemselves(Exception):
    """Nobody makes themselves a mentor, who reads what is shared with mentors."""


class NotTakingPart(Exception):
    """The person no longer takes part in this group."""


class BeforeTheyBegan(Exception):
    """Somebody's last day cannot lie before their first."""


class NotAJoiningStep(Exception):
    """The programme has no joining step of that name."""


def not_ended(day: date) -> Q:
    """The condition that a period has not ended by that day, though it may not have begun."""
    return Q(ends_on=None) | Q(ends_on__gt=day)


def add_participants(
    *, cohort: Cohort, people: Iterable[User], from_on: date | None = None, by: User, at: datetime
) -> list[Participant]:
    """Put people into a group, taking part from that day (the group's first unless it is named).

    Whoever is in it already stays as they are; the new ones are returned. Each takes part at the school where
    they work, else at the group's own organisation. Raises NotAllowed, AnotherSchoolsPerson.
    """
    if not permissions.can_add_people(by, cohort, at):
        raise NotAllowed
    wanted = {person.pk: person for person in people}
    begins = max(from_on or cohort.starts_on, cohort.starts_on)
    with transaction.atomic():
        Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
        already = set(cohort.participants.values_list("person", flat=True))
        new = [person for pk, person in wanted.items() if pk not in already]
        schools = _schools(cohort, new, at)
        added = []
        for person in new:
            participant = Participant.objects.create(person=person, cohort=cohort, added_at=at)
            ParticipationPeriod.objects.create(
                participant=participant, organisation_id=schools[person.pk], starts_on=begins
            )
            record(
                "secondments.participant_added",
                about=participant.key,
                participant=participant.key,
                cohort=cohort.key,
                data={"from_on": begins.isoformat()},
                by=by,
                at=at,
            )
            added.append(participant)
    return added


def invite_participants(
    *,
    cohort: Cohort,
    people: Iterable[User],
    listed: Sequence[Person],
    from_on: date | None = None,
    by: User,
    at: datetime,
) -> tuple[list[Participant], list[Person]]:
    """Put people into a group: those chosen, and those of a list, who are invited as staff if need be.

    Returns the new participants, and those of the list who cannot be invited (a closed account, or oneself).
    Raises NotAllowed, AnotherSchoolsPerson.
    """
    if not permissions.can_add_people(by, cohort, at):
        raise NotAllowed
    with transaction.atomic():
        invited = invite(organisation=cohort.organisation, people=listed, by=by, at=at)
        everybody = [*people, *invited.new, *invited.already]
        added = add_participants(cohort=cohort, people=everybody, from_on=from_on, by=by, at=at)
    return added, [*invited.closed, *invited.oneself]


def _schools(cohort: Cohort, people: list[User], at: datetime) -> dict[int, int]:
    """Where each works inside the group's organisation (the lowest post), else the organisation itself."""
    posts = (
        _posts_around(cohort.organisation, at)
        .filter(person__in=people)
        .select_related("organisation")
        .order_by("pk")
    )
    found: dict[int, Organisation] = {}
    for post in posts:
        known = found.get(post.person_id)
        if known is None or len(post.organisation.path) > len(known.path):
            found[post.person_id] = post.organisation
    if any(person.pk not in found for person in people):
        raise AnotherSchoolsPerson
    root = cohort.organisation
    return {
        pk: organisation.pk if organisation.path.startswith(root.path) else root.pk
        for pk, organisation in found.items()
    }


def _posts_around(organisation: Organisation, at: datetime) -> PostQuerySet:
    here = Q(organisation__path__startswith=organisation.path) | Q(organisation__in=organisation.path_ids)
    return Post.objects.held(at).filter(here)


def name_mentor(*, participant: Participant, mentor: User, by: User, at: datetime) -> Mentorship:
    """Give somebody their mentor from today, or from the group's first day if that is to come; the earlier
    mentorship ends there. Naming the same mentor again changes nothing.

    A mentorship that has not lasted a day is taken over by the new mentor. Raises NotAllowed,
    NamesThemselves, TheirOwnMentor, AnotherSchoolsPerson, NotTakingPart.
    """
    if not permissions.can_name_mentor(by, participant, at):
        raise NotAllowed
    if mentor.pk == by.pk:
        raise NamesThemselves
    if mentor.pk == participant.person_id:
        raise TheirOwnMentor
    cohort = participant.cohort
    if not _posts_around(cohort.organisation, at).filter(person=mentor).exists():
        raise AnotherSchoolsPerson
    begins = max(cohort.day_of(at), cohort.starts_on)
    with transaction.atomic():
        Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
        if not participant.periods.filter(not_ended(begins)).exists():
            raise NotTakingPart
        running = participant.mentorships.filter(not_ended(begins)).order_by("starts_on").first()
        if running is not None and running.mentor_id == mentor.pk and running.ends_on is None:
            return running
        mentorship = _succeed(participant, mentor, begins, running)
        record(
            "secondments.mentor_named",
            about=participant.key,
            participant=participant.key,
            cohort=cohort.key,
            data={
                "mentor": mentor.pk,
                "was": running.mentor_id if running else None,
                "from_on": begins.isoformat(),
            },
            by=by,
            at=at,
        )
    return mentorship


def name_mentors(*, cohort: Cohort, mentors: Mapping[int, User], by: User, at: datetime) -> None:
    """Name several mentors of one group at once: by key of the participant. All are named, or none.

    Raises what `name_mentor` raises.
    """
    with transaction.atomic():
        people = cohort.participants.filter(pk__in=mentors).select_related(
            "cohort__organisation", "cohort__version"
        )
        for participant in people.order_by("pk"):
            name_mentor(participant=participant, mentor=mentors[participant.pk], by=by, at=at)


def _succeed(participant: Participant, mentor: User, begins: date, running: Mentorship | None) -> Mentorship:
    """The new mentorship, after ending the one that runs or taking it over on its first day."""
    if running is not None and running.starts_on >= begins:
        Mentorship.objects.filter(pk=running.pk).update(mentor=mentor, ends_on=None)
        return Mentorship.objects.get(pk=running.pk)
    if running is not None:
        Mentorship.objects.filter(pk=running.pk).update(ends_on=begins)
    return Mentorship.objects.create(participant=participant, mentor=mentor, starts_on=begins)


def end_participation(*, participant: Participant, last_day: date, by: User, at: datetime) -> None:
    """Somebody leaves the programme: `last_day` is the last on which they take part, and their mentor's too.

    Raises NotAllowed, BeforeTheyBegan, NotTakingPart.
    """
    if not permissions.can_end_participation(by, participant, at):
        raise NotAllowed
    ends_on = last_day + timedelta(days=1)
    with transaction.atomic():
        Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
        running = participant.periods.filter(not_ended(ends_on))
        if not running.exists():
            raise NotTakingPart
        if running.filter(starts_on__gte=ends_on).exists():
            raise BeforeTheyBegan
        running.update(ends_on=ends_on)
        # A mentorship that was to begin later shrinks to its first day: nothing is ever deleted.
        mentorships = participant.mentorships.filter(not_ended(ends_on))
        for mentorship in mentorships:
            last = max(ends_on, mentorship.starts_on + timedelta(days=1))
            Mentorship.objects.filter(pk=mentorship.pk).update(ends_on=last)
        record(
            "secondments.participation_ended",
            about=participant.key,
            participant=participant.key,
            cohort=participant.cohort.key,
            data={"last_on": last_day.isoformat()},
            by=by,
            at=at,
        )


def confirm_joining_step(*, participant: Participant, slug: str, by: User, at: datetime) -> JoiningStep:
    """Whoever joins says that a step of joining ("I have had my induction") is done; twice is once.

    Raises NotAllowed, NotAJoiningStep, NotTakingPart.
    """
    if not permissions.can_confirm_joining(by, participant, at):
        raise NotAllowed
    cohort = participant.cohort
    if slug not in {step["slug"] for step in cohort.version.document.get("joining") or []}:
        raise NotAJoiningStep(slug)
    today = cohort.day_of(at)
    if not participant.periods.filter(not_ended(today)).exists():
        raise NotTakingPart
    with transaction.atomic():
        step, is_new = JoiningStep.objects.get_or_create(
            participant=participant, slug=slug, defaults={"confirmed_at": at, "confirmed_by": by}
        )
        if is_new:
            record(
                "secondments.joining_confirmed",
                about=step.key,
                participant=participant.key,
                cohort=cohort.key,
                data={"step": slug},
                by=by,
                at=at,
            )
    return step
