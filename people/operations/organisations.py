"""What happens to organisations: they are founded and change."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from events.operations import record
from people import permissions
from people.models import Organisation, User, a_known_zone
from people.operations.allowed import only_if
from people.periods import LONDON

RANKS = (Organisation.Kind.TRUST, Organisation.Kind.HUB, Organisation.Kind.SCHOOL)


class CannotStandThere(Exception):
    """A trust holds hubs and schools, a hub holds schools, and a school holds nothing."""


def _rank(kind: str) -> int:
    return RANKS.index(Organisation.Kind(kind))


def _fits(kind: str, parent: Organisation | None) -> bool:
    return parent is None or _rank(kind) > _rank(parent.kind)


def found_organisation(
    *,
    name: str,
    kind: str = Organisation.Kind.SCHOOL,
    parent: Organisation | None = None,
    zone: str = LONDON,
    by: User | None,
    at: datetime,
) -> Organisation:
    """Add an organisation below another one, or at the top of a tree of its own.

    Only the machine's console (`by` none) founds one at the top. Raises NotAllowed; CannotStandThere when the
    kinds do not fit; ValidationError for an unknown zone.
    """
    only_if(by is None or permissions.can_found_organisation(by, parent, at))
    if not _fits(kind, parent):
        raise CannotStandThere
    a_known_zone(zone)
    with transaction.atomic():
        organisation = Organisation.objects.create(name=name, kind=kind, parent=parent, zone=zone)
        organisation.path = f"{parent.path if parent else '/'}{organisation.pk}/"
        organisation.save(update_fields=["path"])
        record(
            "people.organisation_founded",
            about=organisation.key,
            organisation=organisation.key,
            data={"kind": kind, "parent": parent.pk if parent else None},
            by=by,
            at=at,
        )
    return organisation


def change_organisation(
    *, organisation: Organisation, name: str, kind: str, zone: str, by: User, at: datetime
) -> None:
    """Call it by another name, kind or time zone; groups that exist keep the zone they began with.

    Raises NotAllowed; CannotStandThere when the kind fits neither what is above nor what is below.
    """
    only_if(permissions.can_manage_organisation(by, organisation, at))
    if not _fits(kind, organisation.parent):
        raise CannotStandThere
    below = organisation.children.filter(withdrawn_at=None)
    if any(_rank(kind) >= _rank(child.kind) for child in below):
        raise CannotStandThere
    a_known_zone(zone)
    new = {"name": name, "kind": kind, "zone": zone}
    changed = [field for field, value in new.items() if getattr(organisation, field) != value]
    if not changed:
        return
    for field in changed:
        setattr(organisation, field, new[field])
    with transaction.atomic():
        organisation.save(update_fields=changed)
        record(
            "people.organisation_changed",
            about=organisation.key,
            organisation=organisation.key,
            data={"fields": changed},
            by=by,
            at=at,
        )
