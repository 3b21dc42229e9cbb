"""Text from outside into an afternoon, an order and a note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict

from people.models import User
from portfolios.models import Afternoon, PanelNote
from secondments.models import Cohort, Participant

LONGEST_NOTE = 20_000
NOT_ONESELF = (
    "Choose somebody on the list. Whoever arranges an afternoon does not chair it, unless they are a senior "
    "leader: who chairs reads every note."
)


class AfternoonForm(forms.Form):
    """When, where, how long each, and who chairs. Days and times are the group's own."""

    day = forms.DateField(label="Which day?", widget=forms.DateInput(attrs={"type": "date"}))
    clock = forms.TimeField(label="When does it begin?", widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(label="Where?", max_length=120, required=False)
    chair = forms.ModelChoiceField(
        label="Who chairs?",
        queryset=User.objects.none(),
        help_text="They say what has been heard, and release the feedback.",
        empty_label="Choose somebody",
        error_messages={"invalid_choice": NOT_ONESELF},
    )
    speaking_minutes = forms.IntegerField(label="Minutes to speak, each", min_value=1, max_value=240)
    questions_minutes = forms.IntegerField(label="Minutes for questions, each", min_value=0, max_value=240)

    def __init__(self, *args: Any, cohort: Cohort, chairs: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.fields["chair"].queryset = User.objects.filter(  # type: ignore[attr-defined]
            pk__in=[person.pk for person in chairs]
        ).order_by("sort_name", "name")
        for name in ("speaking_minutes", "questions_minutes"):
            self.fields[name].widget.attrs["class"] = "short"

    @property
    def starts_at(self) -> datetime:
        """The beginning as an instant."""
        return self.cohort.instant(self.cleaned_data["day"], self.cleaned_data["clock"])

    @staticmethod
    def initial_of(afternoon: Afternoon) -> dict[str, Any]:
        """What the form shows of an afternoon that is arranged."""
        local = afternoon.starts_at.astimezone(afternoon.cohort.timezone)
        return {
            "day": local.date().isoformat(),
            "clock": f"{local:%H:%M}",
            "place": afternoon.place,
            "chair": afternoon.chair_id,
            "speaking_minutes": afternoon.speaking_minutes,
            "questions_minutes": afternoon.questions_minutes,
        }


class OrderForm(forms.Form):
    """A number for everybody who presents; no number, no place. `seen` is the revision the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        people: Sequence[Participant],
        placed: dict[int, int],
        seen: int,
    ) -> None:
        super().__init__(data, initial={"seen": seen})
        self.people = people
        self.placed = placed
        for person in people:
            self.fields[self.name_of(person)] = forms.IntegerField(
                label=f"Place of {person.person}",
                required=False,
                min_value=1,
                max_value=9_999,
                initial=placed[person.pk] + 1 if person.pk in placed else None,
                widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
            )

    @staticmethod
    def name_of(person: Participant) -> str:
        return f"place-{person.pk}"

    def ordered(self) -> list[Participant]:
        """Everybody with a number, by it; of two with the same, whoever asked for a new place comes first."""
        numbered = [
            (self.cleaned_data[self.name_of(person)], person)
            for person in self.people
            if self.cleaned_data.get(self.name_of(person)) is not None
        ]
        return [
            person
            for _, person in sorted(
                numbered, key=lambda pair: (pair[0], self.placed.get(pair[1].pk) == pair[0] - 1)
            )
        ]

    def moved(self, pk: int, step: int) -> list[Participant]:
        """The order as typed, with one person a place earlier (-1) or later (1)."""
        order = self.ordered()
        for place, person in enumerate(order):
            target = place + step
            if person.pk == pk and 0 <= target < len(order):
                order[place], order[target] = order[target], order[place]
                break
        return order


class NoteForm(forms.Form):
    """What one member of the audience noted; `seen` is the revision it began from, 0 for a first note."""

    optional_unmarked = True

    questions = forms.CharField(
        label="Questions and answers",
        help_text="For yourself and the senior team, as they are asked.",
        required=False,
        strip=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    what_moved = forms.CharField(
        label="What moved?", required=False, strip=False, max_length=LONGEST_NOTE, widget=forms.Textarea
    )
    what_next = forms.CharField(
        label="What next?", required=False, strip=False, max_length=LONGEST_NOTE, widget=forms.Textarea
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, note: PanelNote | None, presentation: int) -> None:
        initial = {"seen": 0}
        if note:
            initial = {name: getattr(note, name) for name in ("questions", "what_moved", "what_next")}
            initial["seen"] = note.revision
        super().__init__(data, initial=initial, auto_id=f"id_{presentation}_%s")

    def _same_lines(self, name: str) -> str:
        """Browsers send line ends of two characters."""
        return str(self.cleaned_data[name]).replace("\r\n", "\n")

    def clean_questions(self) -> str:
        return self._same_lines("questions")

    def clean_what_moved(self) -> str:
        return self._same_lines("what_moved")

    def clean_what_next(self) -> str:
        return self._same_lines("what_next")
