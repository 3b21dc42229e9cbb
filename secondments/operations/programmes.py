"""What can happen to programmes and their versions."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from events.operations import record
from people.models import Organisation, User
from people.operations import NotAllowed
from secondments import blueprint, permissions
from secondments.blueprint import Blueprint
from secondments.models import Programme, ProgrammeVersion


def load_blueprint(
    *, organisation: Organisation, loaded: Blueprint, by: User | None, at: datetime
) -> ProgrammeVersion:
    """Keep a programme file as a version of that organisation's programme, unpublished.

    The same content is the same version: loading it twice changes nothing. `by` is None at the command line.

    Raises NotAllowed.
    """
    if by is not None and not permissions.can_use_programme(by, organisation, at):
        raise NotAllowed
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        programme, _ = Programme.objects.get_or_create(
            organisation=organisation, slug=loaded.slug, defaults={"name": loaded.name}
        )
        known = programme.versions.filter(digest=loaded.digest).first()
        if known is not None:
            return known
        newest = programme.versions.aggregate(newest=Max("number"))["newest"] or 0
        version = programme.versions.create(
            number=newest + 1, document=loaded.document, digest=loaded.digest, created_at=at
        )
        record(
            "secondments.programme_loaded",
            about=f"secondments.programmeversion:{version.pk}",
            organisation=organisation.key,
            data={"programme": programme.slug, "number": version.number},
            by=by,
            at=at,
        )
    return version


def publish_version(*, version: ProgrammeVersion, by: User | None, at: datetime) -> ProgrammeVersion:
    """Freeze a version and write each section's rows; publishing twice changes nothing.

    Raises NotAllowed; NotABlueprint when the document does not fit what the sections allow now.
    """
    programme = version.programme
    if by is not None and not permissions.can_publish(by, programme, at):
        raise NotAllowed
    with transaction.atomic():
        version = ProgrammeVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        if version.published_at is not None:
            return version
        parts = blueprint.validate(version.document)
        for section in blueprint.sections():
            if section.publish is not None and section.name in parts:
                section.publish(version, parts[section.name])
        version.published_at, version.published_by = at, by
        version.save(update_fields=["published_at", "published_by"])
        Programme.objects.filter(pk=programme.pk).update(name=version.document["name"])
        record(
            "secondments.programme_published",
            about=f"secondments.programmeversion:{version.pk}",
            organisation=programme.organisation.key,
            data={"programme": programme.slug, "number": version.number},
            by=by,
            at=at,
        )
    return version


def use_programme(
    *, organisation: Organisation, loaded: Blueprint, by: User | None, at: datetime
) -> ProgrammeVersion:
    """Copy a shipped programme to an organisation and publish it; using it twice changes nothing.

    Raises NotAllowed, NotABlueprint.
    """
    with transaction.atomic():
        version = load_blueprint(organisation=organisation, loaded=loaded, by=by, at=at)
        return publish_version(version=version, by=by, at=at)
