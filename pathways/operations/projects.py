"""What can happen to a project, from the first draft to what moved: discussed, agreed, measured, read."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from pathways import ground, permissions
from pathways.ground import must
from pathways.models import Measure, Project, ProjectComment, Reading
from pathways.operations.progress import record_credit, retract_credit
from pathways.operations.refusals import (
    AlreadyAgreed,
    ChangedMeanwhile,
    CommentNeeded,
    NotAgreed,
    NotProposed,
    ProjectAgreed,
    TakenThatDay,
    Withdrawn,
)
from people.models import User
from secondments.models import Participant

# Drafting, proposing, talking ---------------------------------------------------------------------------


def draft_project(
    *,
    participant: Participant,
    uid: uuid.UUID,
    title: str,
    area: str,
    plan: str = "",
    by: User,
    at: datetime,
) -> Project:
    """Begin a project as a draft that nobody else can read. Raises SentBefore, RecordClosed."""
    must(permissions.can_propose(by, participant, at))
    with transaction.atomic():
        ground.lock(participant)
        wanted = {"title": title, "area": area, "plan": plan}
        known = Project.objects.filter(uid=uid).first()
        if known := ground.stored_by(known, of="participant_id", owner=participant.pk, **wanted):
            return known
        ground.must_be_open(participant, at)
        project = Project.objects.create(participant=participant, uid=uid, begun_at=at, **wanted)
        _write("project_begun", project, by, at)
    return project


def edit_project(
    *, project: Project, revision: int, title: str, area: str, plan: str = "", by: User, at: datetime
) -> Project:
    """Change a project that is not agreed; `revision` is the one the writer began from.

    Raises RecordClosed, Withdrawn, ProjectAgreed, ChangedMeanwhile.
    """
    must(permissions.can_edit_project(by, project, at))
    with transaction.atomic():
        project = _to_write(project, at)
        if project.agreed_at is not None:
            raise ProjectAgreed
        wanted = {"title": title, "area": area, "plan": plan}
        if all(getattr(project, name) == text for name, text in wanted.items()):
            return project
        if project.revision != revision:
            raise ChangedMeanwhile
        for name, text in wanted.items():
            setattr(project, name, text)
        project.revision += 1
        project.save()
        _write("project_changed", project, by, at)
    return project


def propose_project(*, project: Project, by: User, at: datetime) -> Project:
    """Put a draft before the mentor. Raises RecordClosed, Withdrawn; proposed already, it stays so."""
    must(permissions.can_edit_project(by, project, at))
    with transaction.atomic():
        project = _to_write(project, at)
        if project.proposed_at is None:
            project.proposed_at = at
            project.save()
            _write("project_proposed", project, by, at)
    return project


def comment_on_project(*, project: Project, body: str, by: User, at: datetime) -> ProjectComment:
    """Say something about a project, as the secondee or the mentor. Raises CommentNeeded, Withdrawn."""
    must(permissions.can_discuss(by, project, at))
    if not body.strip():
        raise CommentNeeded
    with transaction.atomic():
        project = _locked(project)
        comment = ProjectComment.objects.create(project=project, by=by, at=at, body=body.strip())
        _write("project_commented", project, by, at)
    return comment


def agree_project(
    *, project: Project, revision: int, conditions: str = "", by: User, at: datetime
) -> Project:
    """Agree what the mentor read: `revision` says which text that was. Conditions become part of the talk.

    Raises NotProposed, Withdrawn, AlreadyAgreed (another one is), ChangedMeanwhile. It counts from now on.
    """
    must(permissions.can_agree(by, project, at))
    with transaction.atomic():
        project = _locked(project)
        if project.agreed_at is not None:
            return project
        if project.proposed_at is None:
            raise NotProposed
        if Project.objects.agreed().filter(participant=project.participant_id).exists():
            raise AlreadyAgreed
        if project.revision != revision:
            raise ChangedMeanwhile
        project.agreed_at, project.agreed_by = at, by
        project.save()
        if conditions.strip():
            ProjectComment.objects.create(project=project, by=by, at=at, body=conditions.strip())
        _write("project_agreed", project, by, at)
        _let_agreement_count(project, by, at)
        _let_measures_count(project, by, at)
    return project


def reopen_project(*, project: Project, by: User, at: datetime) -> Project:
    """An agreed project can be changed again, and counts only once agreed anew. Raises NotAgreed."""
    must(permissions.can_agree(by, project, at))
    with transaction.atomic():
        project = _locked(project)
        if project.agreed_at is None:
            raise NotAgreed
        project.agreed_at, project.agreed_by = None, None
        project.save()
        _write("project_reopened", project, by, at)
        retract_credit(source=project.key, by=by, at=at)
        _let_measures_count(project, by, at)
    return project


def withdraw_project(*, project: Project, by: User, at: datetime) -> None:
    """Put a project that is not agreed aside. Raises RecordClosed, ProjectAgreed."""
    must(permissions.can_edit_project(by, project, at))
    with transaction.atomic():
        try:
            project = _to_write(project, at)
        except Withdrawn:
            return
        if project.agreed_at is not None:
            raise ProjectAgreed
        project.withdrawn_at = at
        project.save()
        _write("project_withdrawn", project, by, at)


def say_what_moved(
    *, project: Project, moved: str, seen: int | None = None, by: User, at: datetime
) -> Project:
    """Write, for the presentation, what moved and why; `seen` is the revision that the writer began from.

    Raises RecordClosed, Withdrawn, ChangedMeanwhile. What says so already is not written again.
    """
    must(permissions.can_edit_project(by, project, at))
    with transaction.atomic():
        project = _to_write(project, at)
        if project.moved == moved:
            return project
        if seen is not None and project.revision != seen:
            raise ChangedMeanwhile
        project.moved = moved
        project.revision += 1
        project.save()
        _write("project_findings_written", project, by, at)
    return project


# Measures -----------------------------------------------------------------------------------------------


def add_measure(
    *,
    project: Project,
    uid: uuid.UUID,
    name: str,
    of_whom: str = "",
    unit: str = "",
    more_is_better: bool = True,
    target: Decimal | None = None,
    by: User,
    at: datetime,
) -> Measure:
    """Say what will show whether the project moved anything. Raises SentBefore, RecordClosed, Withdrawn."""
    must(permissions.can_measure(by, project, at))
    with transaction.atomic():
        project = _to_write(project, at)
        wanted: dict[str, Any] = {
            "name": name,
            "of_whom": of_whom,
            "unit": unit,
            "more_is_better": more_is_better,
            "target": target,
        }
        known = Measure.objects.filter(uid=uid).first()
        if known := ground.stored_by(known, of="project_id", owner=project.pk, **wanted):
            return known
        measure = Measure.objects.create(project=project, uid=uid, set_at=at, **wanted)
        _write("measure_set", project, by, at, measure=measure.pk, target=_said(target))
    return measure


def edit_measure(
    *,
    measure: Measure,
    name: str,
    of_whom: str = "",
    unit: str = "",
    more_is_better: bool = True,
    target: Decimal | None = None,
    by: User,
    at: datetime,
) -> Measure:
    """Change a measure; the log keeps what the target was. Raises RecordClosed, Withdrawn."""
    must(permissions.can_measure(by, measure.project, at))
    with transaction.atomic():
        project, measure = _measure_to_write(measure, at)
        before = measure.target
        measure.name, measure.of_whom, measure.unit = name, of_whom, unit
        measure.more_is_better, measure.target = more_is_better, target
        measure.save()
        data = {"measure": measure.pk, "target": _said(target), "was": _said(before)}
        _write("measure_changed", project, by, at, **data)
    return measure


def withdraw_measure(*, measure: Measure, by: User, at: datetime) -> None:
    """Put a measure aside; its readings stay with it. Raises RecordClosed."""
    must(permissions.can_measure(by, measure.project, at))
    with transaction.atomic():
        try:
            project, measure = _measure_to_write(measure, at)
        except Withdrawn:
            return
        measure.withdrawn_at = at
        measure.save()
        _write("measure_withdrawn", project, by, at, measure=measure.pk)
        _let_measures_count(project, by, at)


# Readings -----------------------------------------------------------------------------------------------


def add_reading(
    *,
    measure: Measure,
    uid: uuid.UUID,
    taken_on: date,
    value: Decimal,
    how: str = "",
    by: User,
    at: datetime,
) -> Reading:
    """One reading of a measure on one day inside the group's dates.

    Raises SentBefore, RecordClosed, Withdrawn, NotYet, OutsideProgramme, TakenThatDay.
    """
    must(permissions.can_take_reading(by, measure, at))
    with transaction.atomic():
        project, measure = _measure_to_write(measure, at)
        wanted: dict[str, Any] = {"taken_on": taken_on, "value": value, "how": how}
        known = Reading.objects.filter(uid=uid).first()
        if known := ground.stored_by(known, of="measure_id", owner=measure.pk, **wanted):
            return known
        _must_be_a_free_day(measure, taken_on, at)
        reading = Reading.objects.create(measure=measure, uid=uid, entered_at=at, entered_by=by, **wanted)
        data = {"measure": measure.pk, "on": taken_on.isoformat(), "value": _said(value)}
        _write("reading_taken", project, by, at, **data)
        _let_measures_count(project, by, at)
    return reading


def edit_reading(
    *, reading: Reading, taken_on: date, value: Decimal, how: str = "", by: User, at: datetime
) -> Reading:
    """Put a reading right; the log keeps what it said before.

    Raises RecordClosed, Withdrawn, NotYet, OutsideProgramme, TakenThatDay.
    """
    must(permissions.can_take_reading(by, reading.measure, at))
    with transaction.atomic():
        project, measure, reading = _reading_to_write(reading, at)
        _must_be_a_free_day(measure, taken_on, at, apart_from=reading)
        before = {"was": _said(reading.value), "was_on": reading.taken_on.isoformat()}
        reading.taken_on, reading.value, reading.how = taken_on, value, how
        reading.entered_at, reading.entered_by = at, by
        reading.save()
        data = {"measure": measure.pk, "on": taken_on.isoformat(), "value": _said(value)} | before
        _write("reading_changed", project, by, at, **data)
        _let_measures_count(project, by, at)
    return reading


def withdraw_reading(*, reading: Reading, by: User, at: datetime) -> None:
    """Take a reading out that was entered in error. Raises RecordClosed."""
    must(permissions.can_take_reading(by, reading.measure, at))
    with transaction.atomic():
        try:
            project, measure, reading = _reading_to_write(reading, at)
        except Withdrawn:
            return
        reading.withdrawn_at = at
        reading.save()
        data = {"measure": measure.pk, "on": reading.taken_on.isoformat(), "was": _said(reading.value)}
        _write("reading_withdrawn", project, by, at, **data)
        _let_measures_count(project, by, at)


# What they share ----------------------------------------------------------------------------------------


def _locked(project: Project) -> Project:
    """The project as it stands under the lock, unless it was withdrawn."""
    ground.lock(project.participant)
    project = Project.objects.select_related("participant__cohort").get(pk=project.pk)
    if project.withdrawn_at is not None:
        raise Withdrawn
    return project


def _to_write(project: Project, at: datetime) -> Project:
    """The same, when its secondee may change it now."""
    project = _locked(project)
    ground.must_be_open(project.participant, at)
    return project


def _measure_to_write(measure: Measure, at: datetime) -> tuple[Project, Measure]:
    project = _to_write(measure.project, at)
    measure = Measure.objects.get(pk=measure.pk)
    if measure.withdrawn_at is not None:
        raise Withdrawn
    return project, measure


def _reading_to_write(reading: Reading, at: datetime) -> tuple[Project, Measure, Reading]:
    project, measure = _measure_to_write(reading.measure, at)
    reading = Reading.objects.get(pk=reading.pk)
    if reading.withdrawn_at is not None:
        raise Withdrawn
    return project, measure, reading


def _must_be_a_free_day(measure: Measure, day: date, at: datetime, apart_from: Reading | None = None) -> None:
    ground.must_have_come(measure.project.participant.cohort, day, at)
    that_day = Reading.objects.current().filter(measure=measure, taken_on=day)
    if apart_from is not None:
        that_day = that_day.exclude(pk=apart_from.pk)
    if that_day.exists():
        raise TakenThatDay


def _let_agreement_count(project: Project, by: User, at: datetime) -> None:
    record_credit(
        participant=project.participant,
        source=project.key,
        kind="project",
        slug="agreed",
        on=project.participant.cohort.day_of(at),
        by=by,
        at=at,
    )


def _let_measures_count(project: Project, by: User, at: datetime) -> None:
    """An agreed project is measured once a measure has a baseline and a later reading inside the dates."""
    source = f"{project.key} measured"
    last = Reading.objects.last_of_a_measured(project) if project.agreed_at is not None else None
    if last is None:
        retract_credit(source=source, by=by, at=at)
        return
    record_credit(
        participant=project.participant,
        source=source,
        kind="project",
        slug="measured",
        on=last,
        by=by,
        at=at,
    )


def _said(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _write(kind: str, project: Project, by: User, at: datetime, **data: object) -> None:
    more = {"revision": project.revision} | data
    ground.write(kind, about=project.key, participant=project.participant, data=more, by=by, at=at)
