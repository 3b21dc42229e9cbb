"""Pages of the portfolios floor: see, may, clean, do, answer."""

from portfolios.views.afternoons import (
    add_afternoon,
    afternoon,
    afternoons,
    change_afternoon,
    order,
    running_order,
    running_order_pdf,
    withdraw_afternoon,
)
from portfolios.views.files import download, job
from portfolios.views.groups import a4, a4_pdf, board
from portfolios.views.participants import participant
from portfolios.views.presentations import (
    feedback,
    heard,
    my_presentation,
    not_heard,
    note,
    release,
    take_back_release,
)

__all__ = [
    "a4",
    "a4_pdf",
    "add_afternoon",
    "afternoon",
    "afternoons",
    "board",
    "change_afternoon",
    "download",
    "feedback",
    "heard",
    "job",
    "my_presentation",
    "not_heard",
    "note",
    "order",
    "participant",
    "release",
    "running_order",
    "running_order_pdf",
    "take_back_release",
    "withdraw_afternoon",
]
