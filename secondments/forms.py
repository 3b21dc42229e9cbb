"""Turns what people type about groups, people on them and dates into clean values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms

from people.models import Organisation, User
from secondments.blueprint.schema import Phase
from secondments.models import Cohort, Participant, ProgrammeVersion

DAY = timedelta(days=1)
LONGEST_LIST = 100_000  # letters; a thousand people and more
AN_AFTERNOON = time(16)


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A field for one day, with the device's own calendar."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "Choose a day.", "invalid": "Write a day as 25/3/2027."},
    )


def time_field(label: str, *, initial: time | None = None, help_text: str = "") -> forms.TimeField:
    """A field for a time of day."""
    return forms.TimeField(
        label=label,
        initial=initial,
        help_text=help_text,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"required": "Choose a time.", "invalid": "Write a time as 16:00."},
    )


class UseProgrammeForm(forms.Form):
    """Which shipped programme, for which organisation."""

    programme = forms.ChoiceField(
        label="Which programme?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a programme.", "invalid_choice": "Choose one of these."},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].choices = choices  # type: ignore[attr-defined]


class CohortForm(forms.Form):
    """A new group: what it is called, on which programme, from when to when."""

    version = forms.ModelChoiceField(
        label="Programme", queryset=ProgrammeVersion.objects.none(), empty_label=None
    )
    name = forms.CharField(
        label="What is the group called?",
        max_length=120,
        help_text="As people will say it, such as “2027 secondees”.",
        error_messages={"required": "Give the group a name."},
    )
    first_day = day_field("First day")
    last_day = day_field("Last day")

    def __init__(
        self, *args: Any, versions: Any, phases: Sequence[Phase], months: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if months:
            self.fields[
                "last_day"
            ].help_text = f"The programme lasts {months} month{'s' if months > 1 else ''}."
        chosen = self.fields["version"]
        chosen.queryset = versions  # type: ignore[attr-defined]
        chosen.label_from_instance = lambda version: version.programme.name  # type: ignore[attr-defined]
        self.phases = list(phases)
        for phase in self.phases[1:]:
            self.fields[f"begins_{phase.slug}"] = day_field(
                f"“{phase.name}” begins on", required=False, help_text="If you know it."
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("first_day"), values.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "The last day lies before the first.")
        elif first and last:
            self._clean_phases(values, first, last)
        return values

    def _clean_phases(self, values: dict[str, Any], first: date, last: date) -> None:
        said = [(f"begins_{phase.slug}", values.get(f"begins_{phase.slug}")) for phase in self.phases[1:]]
        known = [(name, day) for name, day in said if day]
        before = first
        for name, day in known:
            if not before < day <= last:
                self.add_error(name, "It begins after the part before it, and before the last day.")
            before = max(before, day)
        if known and len(known) < len(said):
            for name, day in said:
                if not day and name not in self.errors:
                    self.add_error(name, "Give every part a day, or none of them.")

    def phases_begin(self) -> dict[str, date]:
        """On which day each phase begins; empty when nobody said."""
        rest = {p.slug: self.cleaned_data.get(f"begins_{p.slug}") for p in self.phases[1:]}
        begin = {slug: day for slug, day in rest.items() if day}
        return {self.phases[0].slug: self.cleaned_data["first_day"], **begin} if begin else {}


class FindPeopleForm(forms.Form):
    """Narrows the people to choose from."""

    optional_unmarked = True

    q = forms.CharField(label="Name", max_length=80, required=False)


class AddPeopleForm(forms.Form):
    """People who are known here, a pasted list of others, and from when they take part."""

    optional_unmarked = True

    people = forms.ModelMultipleChoiceField(
        label="People here",
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Somebody on the list is no longer there: choose again."},
    )
    pasted = forms.CharField(
        label="Or paste a list",
        required=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="“Name, e-mail”, one person a line. Whoever is not here yet is invited.",
    )
    from_on = day_field("They take part from")

    def __init__(self, *args: Any, people: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        self.fields["from_on"].initial = cohort.starts_on
        if not people:
            del self.fields["people"]

    def clean_from_on(self) -> date:
        day: date = self.cleaned_data["from_on"]
        if not self.cohort.starts_on <= day < self.cohort.ends_on:
            raise forms.ValidationError("Choose a day on which the group runs.")
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not values.get("people") and not values.get("pasted", "").strip():
            raise forms.ValidationError("Choose somebody, or paste a list.")
        return values


class MentorsForm(forms.Form):
    """A mentor for each person of a group, on one page.

    Beside each choice stands the mentor whom the page showed (`seen_…`): only what differs was chosen,
    and a line left as it was follows what holds now, whatever somebody else has changed meanwhile.
    """

    optional_unmarked = True

    def __init__(
        self,
        *args: Any,
        participants: Sequence[Participant],
        mentors: Sequence[User],
        now: dict[int, User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.participants = {participant.pk: participant for participant in participants}
        self.mentors = {str(mentor.pk): mentor for mentor in mentors}
        sent = {name: self.data[name] for name in self.data}
        for participant in participants:
            current = now.get(participant.pk)
            choice, seen = f"mentor_{participant.pk}", f"seen_{participant.pk}"
            if sent.get(choice, "") == sent.get(seen, ""):
                sent[choice] = sent[seen] = str(current.pk) if current else ""
            offered = [
                (str(mentor.pk), mentor.name)
                for mentor in mentors
                if mentor.pk != participant.person_id and mentor != current
            ]
            first = [(str(current.pk), current.name)] if current else [("", "Nobody yet")]
            if current:
                self.mentors.setdefault(str(current.pk), current)
            self.fields[seen] = forms.CharField(
                required=False, initial=first[0][0], max_length=20, widget=forms.HiddenInput
            )
            self.fields[choice] = forms.ChoiceField(
                label=participant.person.name,
                choices=first + offered,
                initial=first[0][0],
                required=False,
                error_messages={
                    "invalid_choice": "Choose one of the people on the list. Nobody names themselves."
                },
            )
        self.data = sent
        self.now = now

    def named(self) -> dict[int, User]:
        """By key of the participant, the mentors that are new."""
        return {
            pk: self.mentors[value]
            for pk in self.participants
            if (value := self.cleaned_data.get(f"mentor_{pk}"))
            and (self.now.get(pk) is None or str(self.now[pk].pk) != value)
        }


class EndParticipationForm(forms.Form):
    """The last day on which somebody takes part."""

    last_day = day_field("Last day on which they take part")


class MoveWindowForm(forms.Form):
    """When a window opens and closes for everybody."""

    opens_on = day_field("Opens on")
    opens_time = time_field("Opens at")
    closes_on = day_field("Closes on")
    closes_time = time_field("Closes at")

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and self.closes_at <= self.opens_at:
            self.add_error("closes_on", "It closes after it opens: choose a later day or time.")
        return values

    @property
    def opens_at(self) -> datetime:
        return self.cohort.instant(self.cleaned_data["opens_on"], self.cleaned_data["opens_time"])

    @property
    def closes_at(self) -> datetime:
        return self.cohort.instant(self.cleaned_data["closes_on"], self.cleaned_data["closes_time"])


class ExtendWindowForm(forms.Form):
    """A later date for one person, or for everybody of one school."""

    whom = forms.ChoiceField(label="For whom?", error_messages={"required": "Choose a person."})
    until_on = day_field("Open until")
    until_time = time_field("Until what time", initial=AN_AFTERNOON)
    reason = forms.CharField(
        label="Why",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="They can read this, and coordinators. Everybody else sees only the new date.",
    )

    def __init__(
        self,
        *args: Any,
        cohort: Cohort,
        people: Sequence[Participant],
        schools: Sequence[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        self.people = {f"person-{one.pk}": one for one in people}
        self.schools = {f"school-{school.pk}": school for school in schools}
        persons = [(key, one.person.name) for key, one in self.people.items()]
        everybody = [(key, f"Everybody at {school}") for key, school in self.schools.items()]
        self.fields["whom"].choices = [("", "Choose"), *persons, *everybody]  # type: ignore[attr-defined]

    @property
    def until(self) -> datetime:
        return self.cohort.instant(self.cleaned_data["until_on"], self.cleaned_data["until_time"])

    @property
    def participant(self) -> Participant | None:
        return self.people.get(self.cleaned_data["whom"])

    @property
    def organisation(self) -> Organisation | None:
        return self.schools.get(self.cleaned_data["whom"])
