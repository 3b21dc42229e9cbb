"""What somebody asked to have made: how far it is, and the file."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.models import Job
from people.models import StoredFile
from people.requests import SignedInRequest

STORED = "people.storedfile:"


AGAIN = 5  # seconds after which the page about a document looks again, as long as it waits and nobody minds


@require_safe
def job(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    file = None
    if found.done_at and found.result.startswith(STORED):
        key = int(found.result.removeprefix(STORED))
        file = StoredFile.objects.filter(pk=key, owner=request.user, withdrawn_at=None).first()
    looks_again = found.is_waiting and "still" not in request.GET
    context = {"job": found, "file": file, "looks_again": looks_again, "again": AGAIN}
    answer = render(request, "portfolios/job.html", context)
    if looks_again:
        answer["Refresh"] = str(AGAIN)
    return answer


@require_safe
def download(request: SignedInRequest, pk: int) -> FileResponse:
    """The file, to whoever asked for it and nobody else; a browser must not guess what it is, nor keep it."""
    found = get_object_or_404(StoredFile, pk=pk, owner=request.user, withdrawn_at=None)
    answer = FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.name, content_type=found.content_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
