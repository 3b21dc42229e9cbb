"""Who ought to have been told by now: mentors of what waits, secondees of what came back or was answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.db.models import F, Max, Min, Q

from events.models import Notice
from events.operations import write_notices
from pathways.models import Activity, Project, ProjectComment
from people.models import User
from people.quiet import Calm, calm_of
from secondments.models import Mentorship, Participant

WAITING, RETURNED = "records_waiting", "records_returned"
PROPOSED, ANSWERED, AGREED = "project_proposed", "project_answered", "project_agreed"

PATIENCE = 3  # school days that a record may wait before its mentor hears of it
WEEK = timedelta(days=7)  # a mentor is not written to more often; and older news is no news
DAY = timedelta(days=1)

CalmOf = Callable[[Participant], Calm]


def tell_about_records(*, at: datetime) -> None:
    """See to it that everybody has been told, once, in the hours of a school day; asked at every tick.

    Mentors hear at most once a week, in one e-mail, of records that wait longer than three school days, and
    of a project that is proposed to them; secondees of records that came back, and of answers and agreement.
    """
    calm = _calm(at)
    _tell_mentors_what_waits(calm, at)
    _tell_what_came_back(calm, at)
    _tell_about_projects(calm, at)
    _tell_what_was_answered(calm, at)


def _calm(at: datetime) -> CalmOf:
    """The quiet of each participant's organisation, asked for once."""
    known: dict[int, Calm] = {}

    def of(participant: Participant) -> Calm:
        organisation = participant.cohort.organisation
        if organisation.pk not in known:
            known[organisation.pk] = calm_of(organisation, at)
        return known[organisation.pk]

    return of


def _tell_mentors_what_waits(calm: CalmOf, at: datetime) -> None:
    since = (
        Activity.objects.to_confirm()
        .filter(logged_at__lt=at - PATIENCE * DAY, participant__cohort__withdrawn_at=None)
        .order_by()
        .values_list("participant")
        .annotate(oldest=Min("logged_at"))
    )
    oldest: dict[int, datetime] = dict(since)
    if not oldest:
        return
    told = set(Notice.objects.filter(template=WAITING, created_at__gt=at - WEEK).values_list("to", flat=True))
    mentorships = (
        Mentorship.objects.held(at)
        .filter(participant__in=oldest)
        .exclude(mentor__in=told)
        .select_related("mentor", "participant__cohort__organisation")
    )
    for mentorship in mentorships:
        participant, mentor = mentorship.participant, mentorship.mentor
        days = _school_days(calm(participant), oldest[participant.pk], at, participant.cohort.day_of)
        if mentor.pk in told or days <= PATIENCE:
            continue
        told.add(mentor.pk)
        year, week, _ = participant.cohort.day_of(at).isocalendar()
        _tell(mentor, f"pathways.records waiting {year}-W{week:02}", WAITING, None, {}, calm(participant), at)


def _school_days(calm: Calm, since: datetime, at: datetime, day_of: Callable[[datetime], date]) -> int:
    """Whole school days after the day of `since`, today included."""
    first, today = day_of(since), day_of(at)
    # Nobody's patience is longer than a term; what is older than that has waited long enough in any case.
    span = min((today - first).days, 120)
    return sum(calm.is_school_day(today - n * DAY) for n in range(span))


def _tell_what_came_back(calm: CalmOf, at: datetime) -> None:
    newest = (
        Activity.objects.returned()
        .filter(returned_at__gt=at - WEEK, participant__cohort__withdrawn_at=None)
        .order_by()
        .values_list("participant")
        .annotate(newest=Max("returned_at"))
    )
    came_back = dict(newest)
    for participant in _untold(RETURNED, came_back):
        key = f"{participant.key} returned {came_back[participant.pk].isoformat()}"
        context = {"participant": participant.pk}
        _tell(participant.person, key, RETURNED, participant, context, calm(participant), at)


def _tell_about_projects(calm: CalmOf, at: datetime) -> None:
    """Proposals to the mentor, agreement to the secondee."""
    projects = list(
        Project.objects.current()
        .filter(Q(agreed_at__gt=at - WEEK) | Q(proposed_at__gt=at - WEEK, agreed_at=None))
        .filter(participant__cohort__withdrawn_at=None)
        .select_related("participant__person", "participant__cohort__organisation")
    )
    keys = {project.pk: _key_of(project) for project in projects}
    told = set(Notice.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    news = [project for project in projects if keys[project.pk] not in told]
    mentors = Mentorship.objects.not_ended(at).filter(participant__in=[one.participant_id for one in news])
    of = {mentorship.participant_id: mentorship.mentor for mentorship in mentors.select_related("mentor")}
    for project in news:
        participant = project.participant
        is_agreed = project.agreed_at is not None
        to = participant.person if is_agreed else of.get(participant.pk)
        if to is not None:
            template = AGREED if is_agreed else PROPOSED
            context = {"project": project.pk}
            _tell(to, keys[project.pk], template, participant, context, calm(participant), at)


def _key_of(project: Project) -> str:
    if project.agreed_at is not None:
        return f"{project.key} agreed {project.agreed_at.isoformat()}"
    return f"{project.key} proposed {project.proposed_at.isoformat() if project.proposed_at else ''}"


def _tell_what_was_answered(calm: CalmOf, at: datetime) -> None:
    newest = (
        ProjectComment.objects.filter(
            at__gt=at - WEEK,
            project__agreed_at=None,
            project__withdrawn_at=None,
            project__participant__cohort__withdrawn_at=None,
        )
        .exclude(by=F("project__participant__person"))
        .order_by()
        .values_list("project__participant")
        .annotate(newest=Max("at"))
    )
    answered = dict(newest)
    for participant in _untold(ANSWERED, answered):
        key = f"{participant.key} answered {answered[participant.pk].isoformat()}"
        context = {"participant": participant.pk}
        _tell(participant.person, key, ANSWERED, participant, context, calm(participant), at)


def _untold(template: str, newest: dict[int, datetime]) -> Iterable[Participant]:
    """Those whose newest news stands in no e-mail yet, whether it was sent or is about to be."""
    if not newest:
        return
    people = Participant.objects.filter(pk__in=newest).select_related("person", "cohort__organisation")
    notices: dict[str, list[Notice]] = {}
    earliest = min(newest.values())
    recent = Notice.objects.filter(template=template).filter(
        Q(created_at__gte=earliest) | Q(sent_at__gte=earliest) | Q(pk__in=Notice.objects.undelivered())
    )
    for notice in recent:
        notices.setdefault(notice.participant, []).append(notice)
    for participant in people:
        moment = newest[participant.pk]
        if not any(_covers(notice, moment) for notice in notices.get(participant.key, [])):
            yield participant


def _covers(notice: Notice, moment: datetime) -> bool:
    """Its words are found when it is sent, so whatever happened before that is in it."""
    if notice.created_at >= moment or (notice.sent_at is not None and notice.sent_at >= moment):
        return True
    return notice.sent_at is None and notice.dropped_at is None and notice.given_up_at is None


def _tell(
    to: User,
    key: str,
    template: str,
    participant: Participant | None,
    context: dict[str, int],
    calm: Calm,
    at: datetime,
) -> None:
    due_at = calm.first_moment(at)
    write_notices(
        to=[to],
        key=key,
        template=template,
        context=context,
        due_at=due_at,
        until=due_at + WEEK,
        participant=participant.key if participant else "",
        cohort=f"secondments.cohort:{participant.cohort_id}" if participant else "",
        at=at,
    )
