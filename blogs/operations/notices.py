"""Who is told of questions and answers: once a day at most, in calm hours, and never a word of the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from blogs.models import Answer, CoachingQuestion
from events.models import Notice
from events.operations import write_notices
from people.models import User
from people.quiet import Calm, calm_of
from secondments.models import Participant

ASKED, ANSWERED = "questions_asked", "questions_answered"
SETTLE = timedelta(minutes=30)  # somebody who asks one question often asks another: one e-mail for both
LOOKS_BACK = timedelta(days=21)  # longer than any holiday in term time; what is older is on the page anyway
LASTS = timedelta(days=7)


def tell_about_questions(*, at: datetime) -> None:
    """See to it that every author of a new question, and every asker of a new answer, is told of it.

    Asked at every tick. What was said on one day is one e-mail; one that has gone out for a day leaves the
    rest to the next. A notice finds its words when it is delivered, so what came in meanwhile is in it.
    """
    _tell_authors(at)
    _tell_askers(at)


def _tell_authors(at: datetime) -> None:
    questions = (
        CoachingQuestion.objects.unanswered()
        .filter(
            asked_at__gt=at - LOOKS_BACK,
            asked_at__lte=at,
            reflection__participant__cohort__withdrawn_at=None,
        )
        .select_related("reflection__participant__person", "reflection__participant__cohort__organisation")
    )
    told = _told(ASKED, {question.reflection.participant.person_id for question in questions})
    first: dict[Participant, datetime] = {}
    for question in questions:  # the earliest comes first
        participant = question.reflection.participant
        if not _covered(told[participant.person_id, participant.key], question.asked_at):
            first.setdefault(participant, question.asked_at)
    _write(ASKED, [(participant.person, participant, when) for participant, when in first.items()], at)


def _tell_askers(at: datetime) -> None:
    answers = (
        Answer.objects.first_given()
        .filter(
            at__gt=at - LOOKS_BACK,
            at__lte=at,
            question__withdrawn_at=None,
            question__reflection__participant__cohort__withdrawn_at=None,
        )
        .select_related(
            "question__asked_by",
            "question__reflection__participant__person",
            "question__reflection__participant__cohort__organisation",
        )
        .order_by("at", "pk")
    )
    told = _told(ANSWERED, {answer.question.asked_by_id for answer in answers})
    first: dict[tuple[User, Participant], datetime] = {}
    for answer in answers:
        asker, participant = answer.question.asked_by, answer.question.reflection.participant
        if not _covered(told[asker.pk, participant.key], answer.at):
            first.setdefault((asker, participant), answer.at)
    _write(ANSWERED, [(asker, participant, when) for (asker, participant), when in first.items()], at)


def _told(template: str, people: Iterable[int]) -> dict[tuple[int, str], list[Notice]]:
    found: dict[tuple[int, str], list[Notice]] = defaultdict(list)
    for notice in Notice.objects.filter(template=template, to__in=list(people)):
        found[notice.to_id, notice.participant].append(notice)
    return found


def _covered(notices: list[Notice], said_at: datetime) -> bool:
    """Whether a notice that waits will tell of it, or one that has gone out, or been given up, has."""
    for notice in notices:
        settled_at = notice.sent_at or notice.given_up_at
        if settled_at is None and notice.dropped_at is None:
            return True
        if settled_at is not None and settled_at >= said_at:
            return True
    return False


def _write(template: str, untold: list[tuple[User, Participant, datetime]], at: datetime) -> None:
    """A notice for each person and participant, due in calm hours a little after what was said first."""
    calm: dict[int, Calm] = {}
    for to, participant, said_at in untold:
        cohort = participant.cohort
        if cohort.organisation_id not in calm:
            calm[cohort.organisation_id] = calm_of(cohort.organisation, at)
        due_at = calm[cohort.organisation_id].first_moment(max(said_at + SETTLE, at))
        write_notices(
            to=[to],
            key=f"{participant.key} {template} {cohort.day_of(due_at).isoformat()}",
            template=template,
            context={"participant": participant.pk},
            due_at=due_at,
            until=due_at + LASTS,
            participant=participant.key,
            cohort=cohort.key,
            at=at,
        )


def questions_of(notice: Notice) -> list[CoachingQuestion]:
    """The questions that an author is told of: unanswered, and asked since they were last told."""
    since = _last_told(notice)
    return list(
        CoachingQuestion.objects.unanswered()
        .filter(since, reflection__participant=notice.context["participant"])
        .select_related("asked_by", "reflection__window", "reflection__participant")
    )


def answers_to(notice: Notice, at: datetime) -> list[Answer]:
    """The answers that an asker is told of: since they were last told, about what they may still read."""
    seen = CoachingQuestion.objects.visible_to(notice.to, at)
    return list(
        Answer.objects.first_given()
        .filter(
            _last_told(notice, "at"),
            question__in=seen,
            question__asked_by=notice.to,
            question__reflection__participant=notice.context["participant"],
        )
        .select_related("question__reflection__participant__person", "question__reflection__window")
        .order_by("at", "pk")
    )


def _last_told(notice: Notice, field: str = "asked_at") -> Q:
    earlier = Notice.objects.filter(
        to=notice.to, template=notice.template, participant=notice.participant, sent_at__isnull=False
    ).exclude(pk=notice.pk)
    last = earlier.order_by("-sent_at").values_list("sent_at", flat=True).first()
    return Q(**{f"{field}__gt": last or notice.created_at - LOOKS_BACK})
