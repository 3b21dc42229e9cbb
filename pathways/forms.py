"""Text from outside into clean Python values: what was done and when, what was said, what was measured."""

from __future__ import annotations

import re
import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

from django import forms

from pathways.models import Activity, ActivityKind, Measure, Meeting, Project, Reading
from secondments.models import Cohort, Participant
from secondments.words import Words

SHADOWED = "shadowed"
TODAY, YESTERDAY, OTHER = "today", "yesterday", "other"
LONGEST = 10_000  # characters of a text: some 1,600 words, which nobody writes about one meeting


class Tiles(forms.RadioSelect):
    """Radio buttons as tiles; `marks` gives an option the class by which what belongs to it is shown."""

    def __init__(self, marks: dict[str, str] | None = None) -> None:
        super().__init__({"class": "tiles"})
        self.marks = marks or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["class"] = self.marks.get(str(value), "tiles")
        return option


def day_field(label: str, cohort: Cohort, until: date | None = None, **more: Any) -> forms.DateField:
    """A day inside the group's dates, up to `until` when that is earlier."""
    last = min(cohort.last_day, until) if until else cohort.last_day
    widget = forms.DateInput(
        {"type": "date", "min": cohort.starts_on.isoformat(), "max": last.isoformat()}, format="%Y-%m-%d"
    )
    wrong = {"invalid": "Write the day as 22/03/2027."}
    return forms.DateField(label=label, widget=widget, error_messages=wrong, **more)


def time_field(label: str = "What time?") -> forms.TimeField:
    widget = forms.TimeInput({"type": "time"}, format="%H:%M")
    wrong = {"invalid": "Write the time as 8:45."}
    return forms.TimeField(label=label, required=False, widget=widget, error_messages=wrong)


def text_field(label: str, hint: str = "", *, rows: int = 4, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": rows}),
    )


class UidForm(forms.Form):
    """A form that carries its own mark, so that sending it twice makes one thing."""

    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ActivityForm(UidForm):
    """What it was and who was there; the kinds and audiences are the programme's own."""

    what = forms.ChoiceField(
        label="What was it?",
        widget=Tiles(marks={SHADOWED: "shadow"}),
        error_messages={"required": "Choose what it was."},
    )
    which = forms.ChoiceField(label="What did you shadow?", required=False, widget=Tiles())
    audience = forms.ChoiceField(label="Who was there?", required=False, widget=Tiles())
    title = forms.CharField(label="Title", max_length=160, required=False)
    place = forms.CharField(label="Where?", max_length=120, required=False)
    starts_at = time_field()
    note = text_field("What you want to remember")

    optional_unmarked = True

    def __init__(self, *args: Any, participant: Participant, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = participant.cohort
        self.today = self.cohort.day_of(at)
        self.kinds = list(ActivityKind.objects.filter(version=self.cohort.version_id))
        led = [kind for kind in self.kinds if kind.family == ActivityKind.Family.LED]
        shadowed = [kind for kind in self.kinds if kind.family == ActivityKind.Family.SHADOWED]
        audiences = {slug: name for kind in led for slug, name in kind.audiences.items()}
        choices = [(kind.slug, self.called(kind)) for kind in led]
        if shadowed:
            choices.append((SHADOWED, "Shadowing"))
        self._offer("what", choices)
        self._offer("which", [(kind.slug, kind.name) for kind in shadowed])
        self._offer("audience", [(slug, name[:1].upper() + name[1:]) for slug, name in audiences.items()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Put the programme's choices into a field, or leave it out where there are none."""
        if choices:
            cast(forms.ChoiceField, self.fields[name]).choices = choices
        else:
            del self.fields[name]

    def called(self, kind: ActivityKind) -> str:
        """How a kind is offered."""
        return kind.done_name

    def clean(self) -> dict[str, Any]:
        """Adds `kind`, and drops what belongs to another answer: shadowing has no audience."""
        found = super().clean() or {}
        what = found.get("what")
        if what == SHADOWED and not found.get("which"):
            self.add_error("which", "Choose what you shadowed.")
        slug = found.get("which") if what == SHADOWED else what
        kind = next((kind for kind in self.kinds if kind.slug == slug), None)
        found["kind"] = kind
        if kind is not None and not kind.audiences:
            found["audience"] = ""
        elif kind is not None and found.get("audience") not in kind.audiences:
            self.add_error("audience", "Choose who was there.")
        return found

    @property
    def details(self) -> dict[str, Any]:
        """What the operations take besides the day."""
        names = ("kind", "audience", "title", "place", "starts_at", "note")
        return {name: self.cleaned_data.get(name, "") for name in names}


class LogForm(ActivityForm):
    """What was done, in three taps: today, yesterday or another day."""

    when = forms.ChoiceField(
        label="When?",
        initial=TODAY,
        widget=Tiles(marks={OTHER: "other"}),
        error_messages={"required": "Choose when it was."},
    )
    day = forms.DateField()

    field_order = ["what", "audience", "which", "when", "day", "title", "note", "place", "starts_at", "uid"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        when = [(TODAY, f"Today, {self.today:%A}"), (YESTERDAY, "Yesterday"), (OTHER, "Another day")]
        self._offer("when", when)
        self.fields["day"] = day_field("Which day?", self.cohort, self.today, required=False)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Adds `happened_on`."""
        found = super().clean()
        nearby = {TODAY: self.today, YESTERDAY: self.today - timedelta(days=1)}
        day = nearby.get(found.get("when", ""), found.get("day"))
        if day is None and not self.errors.get("day") and found.get("when"):
            self.add_error("day", "Choose the day.")
        found["happened_on"] = day
        return found


class DayForm(ActivityForm):
    """The same with one day: for a plan, and for changing a plan or a record."""

    day = forms.DateField()
    seen = forms.CharField(widget=forms.HiddenInput, required=False, empty_value=None)

    field_order = ["what", "audience", "which", "day", "starts_at", "place", "title", "note", "uid", "seen"]

    def __init__(self, *args: Any, until: date | None = None, label: str = "When?", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wrong = {"required": "Choose the day.", "invalid": "Write the day as 22/03/2027."}
        self.fields["day"] = day_field(label, self.cohort, until)
        self.fields["day"].error_messages |= wrong
        self.order_fields(self.field_order)

    @classmethod
    def initial_of(cls, activity: Activity) -> dict[str, Any]:
        """An activity as the form shows it."""
        is_shadowed = activity.kind.family == ActivityKind.Family.SHADOWED
        return {
            "what": SHADOWED if is_shadowed else activity.kind.slug,
            "which": activity.kind.slug,
            "audience": activity.audience,
            "day": activity.day,
            "starts_at": activity.starts_at,
            "place": activity.place,
            "title": activity.title,
            "note": activity.note,
        }


class PlanForm(DayForm):
    """What lies ahead."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].label = "What will it be?"
        if "which" in self.fields:
            self.fields["which"].label = "What will you shadow?"
        if "audience" in self.fields:
            self.fields["audience"].label = "Who will be there?"
        self.fields["day"].widget.attrs["min"] = max(self.today, self.cohort.starts_on).isoformat()

    def called(self, kind: ActivityKind) -> str:
        return kind.name


class NewDayForm(forms.Form):
    """Another day for something that did not happen."""

    def __init__(self, *args: Any, cohort: Cohort, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = day_field("On which day instead?", cohort)
        day.error_messages["required"] = "Choose the new day."
        day.widget.attrs["min"] = max(cohort.day_of(at), cohort.starts_on).isoformat()
        self.fields["day"] = day
        self.fields["starts_at"] = time_field()


class CommentForm(forms.Form):
    """Something said about an activity or a project."""

    body = text_field("Write something", rows=3, required=True)

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        field.label = label
        field.help_text = hint
        field.error_messages["required"] = "Write a sentence first."


class MeetingForm(UidForm):
    """When and where the two meet."""

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = day_field("Which day?", cohort)
        day.error_messages["required"] = "Choose the day."
        day.help_text = "One that is over can be set too, and written up next."
        self.fields["day"] = day
        self.fields["starts_at"] = time_field()
        self.fields["place"] = forms.CharField(label="Where?", max_length=120, required=False)


class MeetingRecordForm(forms.Form):
    """The short record of a meeting, and the next date."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    since_last = text_field("What since last time?")
    said = text_field("What was said?")
    actions = text_field("What will each of you do?", rows=3)
    next_at = time_field("At what time?")
    next_place = forms.CharField(label="Where?", max_length=120, required=False)

    field_order = ["day", "since_last", "said", "actions", "next_on", "next_at", "next_place", "revision"]
    optional_unmarked = True

    def __init__(self, *args: Any, meeting: Meeting, cohort: Cohort, at: datetime, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "revision": meeting.revision,
            "day": meeting.held_on,
            "since_last": meeting.since_last,
            "said": meeting.said,
            "actions": meeting.actions,
        }
        super().__init__(*args, **kwargs)
        day = day_field("When did you meet?", cohort, cohort.day_of(at))
        day.error_messages["required"] = "Choose the day."
        self.fields["day"] = day
        self.fields["next_on"] = day_field("When do you meet next?", cohort, required=False)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not any(found.get(name) for name in ("since_last", "said", "actions")):
            self.add_error("said", "Write at least one sentence, here or in one of the others.")
        return found


class ProjectForm(UidForm):
    """A project, as a draft or a proposal."""

    title = forms.CharField(label="What is it called?", max_length=160)
    area = text_field("What is it about?", rows=5, required=True)
    plan = text_field("What will you do, and what will show whether it worked?", rows=5)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, words: Words, project: Project | None = None, **kwargs: Any) -> None:
        if project is not None:
            names = ("title", "area", "plan", "revision", "uid")
            kwargs["initial"] = {name: getattr(project, name) for name in names}
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = "Give it a name."
        area = self.fields["area"]
        area.error_messages["required"] = "Say in a few sentences what it is about."
        area.help_text = f"Who is in it, and what you know so far. Please name no {words.many_pupil}."


class AgreeForm(forms.Form):
    """Agreeing a project as it was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    conditions = text_field("Anything to keep in mind?", rows=3)


class MovedForm(forms.Form):
    """What moved, in the secondee's words."""

    moved = text_field("What moved, and why?", rows=8)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


def figure_of(text: str) -> Decimal:
    """A figure as people type it: 63, 63%, 1.2, 1,250. Raises ValidationError for anything else."""
    plain = text.strip().replace("−", "-").replace(" ", "").removesuffix("%").replace("\xa0", "")
    if not re.fullmatch(r"-?([0-9]{1,9}|[0-9]{1,3}(,[0-9]{3}){1,2})(\.[0-9]{1,3})?", plain):
        raise forms.ValidationError("Write one figure, as in 63, 63%, 1.2 or 1,250.", code="figure")
    return Decimal(plain.replace(",", ""))


class FigureField(forms.CharField):
    """A figure, with or without a per cent sign or commas in the thousands."""

    widget = forms.TextInput({"inputmode": "decimal", "class": "short", "autocomplete": "off"})

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        return figure_of(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class MeasureForm(UidForm):
    """What is measured, of whom, and what it should become."""

    name = forms.CharField(
        label="What will you measure?", max_length=120, help_text="Such as: homework handed in on time."
    )
    of_whom = forms.CharField(
        label="Of whom?",
        max_length=160,
        required=False,
        help_text="Such as: the 24 in Year 9 who hand in least.",
    )
    unit = forms.CharField(
        label="In what?",
        max_length=40,
        required=False,
        help_text="Such as: %, marks a week, months of reading age.",
        widget=forms.TextInput({"class": "short"}),
    )
    direction = forms.ChoiceField(
        label="Which way is better?",
        choices=[("more", "More is better"), ("fewer", "Fewer is better")],
        initial="more",
        widget=Tiles(),
    )
    target = FigureField(label="What should it become?", required=False)

    def __init__(self, *args: Any, measure: Measure | None = None, **kwargs: Any) -> None:
        if measure is not None:
            names = ("name", "of_whom", "unit", "target", "uid")
            kwargs["initial"] = {name: getattr(measure, name) for name in names}
            kwargs["initial"]["direction"] = "more" if measure.more_is_better else "fewer"
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = "Say what you will measure."

    @property
    def values(self) -> dict[str, Any]:
        """What the operations take."""
        found = {name: self.cleaned_data[name] for name in ("name", "of_whom", "unit", "target")}
        return found | {"more_is_better": self.cleaned_data["direction"] == "more"}


class ReadingForm(UidForm):
    """One reading: when, what, how it was taken."""

    field_order = ["value", "day", "how", "uid"]

    def __init__(
        self,
        *args: Any,
        measure: Measure,
        cohort: Cohort,
        at: datetime,
        reading: Reading | None = None,
        **kwargs: Any,
    ) -> None:
        today = cohort.day_of(at)
        kwargs["initial"] = {"day": today}
        if reading is not None:
            kwargs["initial"] = {
                "uid": reading.uid,
                "day": reading.taken_on,
                "value": reading.value,
                "how": reading.how,
            }
        super().__init__(*args, **kwargs)
        label = f"{measure.name} ({measure.unit})" if measure.unit else measure.name
        self.fields["value"] = FigureField(label=label, error_messages={"required": "Write the figure."})
        self.fields["day"] = day_field("On which day?", cohort, today)
        self.fields["day"].error_messages["required"] = "Choose the day."
        self.fields["how"] = forms.CharField(
            label="How was it taken?",
            max_length=160,
            required=False,
            help_text="Such as: from the register, three weeks.",
        )
        self.order_fields(self.field_order)
