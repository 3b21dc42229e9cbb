"""Turns what people type about people, organisations and terms into clean values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import available_timezones

from django import forms

from people.models import Organisation, Post, User
from people.pasted import LONGEST_NAME
from people.terms import TermDates, faults_in

DAY = timedelta(days=1)
LONGEST_LIST = 100_000  # letters; a thousand people and more
TERMS_A_YEAR = 6


class DayInput(forms.DateInput):
    """A day, with the device's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d", attrs={"class": "short"})


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A field for one day."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=DayInput(),
        error_messages={
            "required": f"{label}: choose a day.",
            "invalid": f"{label}: write a day as 25/3/2027.",
        },
    )


def role_choices(roles: Iterable[str]) -> list[tuple[str, str]]:
    """Roles with what they are called, in their own order."""
    offered = set(roles)
    return [(value, label) for value, label in Post.Role.choices if value in offered]


class PeopleFilterForm(forms.Form):
    """Narrows the list of people."""

    optional_unmarked = True

    q = forms.CharField(label="Name or e-mail", max_length=80, required=False)
    role = forms.ChoiceField(label="Role", required=False)
    organisation = forms.ModelChoiceField(
        label="Where", queryset=Organisation.objects.none(), required=False, empty_label="Everywhere"
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "Any role"), *Post.Role.choices]  # type: ignore[attr-defined]
        if len(organisations) > 1:
            self.fields["organisation"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
                pk__in=[organisation.pk for organisation in organisations]
            ).order_by("path")
        else:
            del self.fields["organisation"]


class InviteForm(forms.Form):
    """A list of people and the role they get."""

    role = forms.ChoiceField(
        label="Role",
        help_text="Secondees are members of staff. You can give further roles afterwards.",
        initial=Post.Role.STAFF,
    )
    title = forms.CharField(
        label="Called",
        max_length=80,
        required=False,
        help_text="What stands on the door, for everybody on this list: “Learning Director”.",
    )
    people = forms.CharField(
        label="People",
        max_length=LONGEST_LIST,
        help_text="One a line: name, e-mail. Paste from Outlook, a spreadsheet or a register as it is.",
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Paste at least one name with its e-mail address."},
    )

    def __init__(self, *args: Any, roles: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(roles)  # type: ignore[attr-defined]


class NameForm(forms.Form):
    """What somebody is called."""

    name = forms.CharField(label="Name", max_length=LONGEST_NAME, help_text="Forename and surname.")
    formal_name = forms.CharField(
        label="As pupils say it",
        max_length=LONGEST_NAME,
        required=False,
        help_text="“Mrs Gallagher”. Colleagues see it where questions are asked.",
    )
    sort_name = forms.CharField(
        label="Sorted as",
        max_length=LONGEST_NAME,
        required=False,
        help_text="“Gallagher, Siobhán”. Leave it empty, and it follows the name.",
    )

    @classmethod
    def of(cls, person: User, data: Any = None) -> NameForm:
        """The form as it stands for a person."""
        return cls(
            data,
            initial={
                "name": person.name,
                "formal_name": person.formal_name,
                "sort_name": person.sort_name,
            },
        )


class GivePostForm(forms.Form):
    """A role at an organisation, from a day on."""

    organisation = forms.ModelChoiceField(
        label="Where", queryset=Organisation.objects.none(), empty_label=None
    )
    role = forms.ChoiceField(label="Role")
    title = forms.CharField(
        label="Called", max_length=80, required=False, help_text="“Learning Director, Year 9”."
    )
    starts_on = day_field("First day")
    last_day = day_field("Last day", required=False, help_text="Leave it empty while nobody knows.")

    def __init__(
        self, *args: Any, organisations: Sequence[Organisation], roles: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(  # type: ignore[attr-defined]
            pk__in=[organisation.pk for organisation in organisations]
        ).order_by("path")
        self.fields["role"].choices = role_choices(roles)  # type: ignore[attr-defined]

    def ends_on(self) -> date | None:
        """The first day on which it is no longer held."""
        last: date | None = self.cleaned_data["last_day"]
        return last + DAY if last else None


class EndPostForm(forms.Form):
    """The last day of a role."""

    last_day = day_field(
        "Last day", help_text="The role is held until that evening; what it allows ends with it."
    )

    def ends_on(self) -> date:
        """The first day on which it is no longer held."""
        last: date = self.cleaned_data["last_day"]
        return last + DAY


def zones() -> list[tuple[str, str]]:
    """Time zones of schools, the British ones first."""
    first = ["Europe/London", "Europe/Dublin", "Europe/Jersey", "Europe/Guernsey", "Europe/Isle_of_Man"]
    others = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return [(zone, zone.replace("_", " ")) for zone in dict.fromkeys([*first, *others])]


class OrganisationForm(forms.Form):
    """What an organisation is called, what it is, and where its clock is."""

    name = forms.CharField(label="Name", max_length=160)
    kind = forms.ChoiceField(label="What is it?", choices=Organisation.Kind.choices)
    zone = forms.ChoiceField(label="Whose clock?", choices=zones, help_text="Windows open and close by it.")


class TermForm(forms.Form):
    """One term. A line without days is left out."""

    optional_unmarked = True

    name = forms.CharField(label="Name", max_length=60, required=False)
    first_day = day_field("First day of school", required=False)
    last_day = day_field("Last day of school", required=False)
    half_term_first_day = day_field("Half-term from", required=False)
    half_term_last_day = day_field("Half-term until", required=False)

    @property
    def days(self) -> list[date | None]:
        return [self.cleaned_data.get(name) for name in self.fields if name != "name"]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if any(self.days):
            for name in ("first_day", "last_day"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, f"{self.fields[name].label}: choose a day.")
            if not given.get("name"):
                self.add_error("name", "Give the term a name, such as Term 3.")
        return given

    def dates(self) -> TermDates:
        """The term with its days as they are stored, end-exclusive."""
        given = self.cleaned_data
        return TermDates(
            name=given["name"],
            starts_on=given["first_day"],
            ends_on=given["last_day"] + DAY,
            half_term_starts_on=given["half_term_first_day"],
            half_term_ends_on=given["half_term_last_day"] + DAY if given["half_term_last_day"] else None,
        )


if TYPE_CHECKING:
    TermForms = forms.BaseFormSet[TermForm]
else:
    TermForms = forms.BaseFormSet  # Django's own is generic for the type checker only


class BaseTermFormSet(TermForms):
    """A school year of terms; what contradicts itself is said beside the day."""

    school_year: int

    @property
    def shown(self) -> list[TermForm]:
        """The lines that begin with something or were sent with something."""
        return [form for form in self.forms if self._says(form)]

    @property
    def shown_count(self) -> int:
        return len(self.shown)

    @property
    def spare(self) -> list[TermForm]:
        """The lines for further terms."""
        return [form for form in self.forms if not self._says(form)]

    def _says(self, form: TermForm) -> bool:
        return any(form[name].value() for name in form.fields)

    def filled(self) -> list[TermForm]:
        """The lines that say something."""
        return [form for form in self.forms if any(form.days)]

    def clean(self) -> None:
        if any(self.errors):
            return
        lines = self.filled()
        if not lines:
            raise forms.ValidationError("Enter at least one term.")
        for fault in faults_in([form.dates() for form in lines], self.school_year):
            lines[fault.line].add_error(fault.field, fault.said)

    def dates(self) -> list[TermDates]:
        """The terms that were entered."""
        return [form.dates() for form in self.filled()]


TermFormSet = cast(
    "type[BaseTermFormSet]",
    forms.formset_factory(
        TermForm, formset=BaseTermFormSet, extra=0, min_num=TERMS_A_YEAR, max_num=TERMS_A_YEAR, absolute_max=8
    ),
)
