"""Text from outside into clean Python values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime

from blogs.models import LONGEST
from blogs.operations.questions import LONGEST_ANSWER, LONGEST_PASSAGE, LONGEST_QUESTION
from blogs.readers import Audience
from people.models import User


class TypedField(forms.CharField):
    """What somebody typed, to the letter: only the line ends, which a browser rewrites, are made one kind."""

    def __init__(self, *, longest: int, rows: int = 4, **kwargs: Any) -> None:
        self.longest = longest
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "dir": "auto", "spellcheck": "true"}))
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        if self.required and not value.strip():
            raise ValidationError(self.error_messages["required"], code="required")
        if len(value) > self.longest:
            raise ValidationError(
                f"This is {len(value):,} letters long, and {self.longest:,} can be kept. "
                "Nothing has been cut: shorten it here, or keep a part of it elsewhere."
            )
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise ValidationError("There is half a sign in this text that cannot be kept.") from error


class InstantField(forms.CharField):
    """A device's time as ISO text; one that cannot be read is as good as none, for the text matters more."""

    def to_python(self, value: Any) -> Any:
        try:
            instant = parse_datetime(str(value)) if value else None
        except ValueError:
            return None
        return instant if isinstance(instant, datetime) and instant.tzinfo else None

    def validate(self, value: Any) -> None:
        return None

    def run_validators(self, value: Any) -> None:
        return None


class DraftForm(forms.Form):
    """A text being written, and what it was begun from."""

    body = TypedField(longest=LONGEST, rows=14, required=False)
    base = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    typed_at = InstantField(required=False, widget=forms.HiddenInput)
    tab = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)


class AskForm(forms.Form):
    """A coaching question, and the passage it is about."""

    body = TypedField(
        longest=LONGEST_QUESTION,
        error_messages={"required": "Write your question, or choose “I have nothing to ask”."},
    )
    passage = TypedField(
        longest=LONGEST_PASSAGE,
        rows=2,
        required=False,
        label="The passage it is about",
        help_text="Select it in the text, or copy it here. Empty means the whole.",
    )

    def __init__(self, *args: Any, author: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].label = f"One question for {author}"
        self.fields["body"].help_text = f"{author} can read it, and everybody who reads this text."


class AnswerForm(forms.Form):
    """An answer to a coaching question."""

    body = TypedField(
        longest=LONGEST_ANSWER, label="Your answer", error_messages={"required": "Write your answer."}
    )

    def __init__(self, *args: Any, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].help_text = readers


class ReadersForm(forms.Form):
    """Whom the author lets read a reflection."""

    def __init__(
        self, *args: Any, audience: Audience, words: Any, near: Iterable[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen = [name for name, on in (("mentor", audience.to_mentor), ("slt", audience.to_seniors)) if on]
        self.people = {str(person.pk): person for person in [*near, *audience.persons]}
        already = [str(person.pk) for person in audience.persons]
        self.fields["groups"] = forms.MultipleChoiceField(
            label="The usual readers",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            choices=[
                ("mentor", f"Your {words.mentor}: {_said(audience.mentors)}"),
                ("slt", f"{words.senior_team}: {_said(audience.seniors)}"),
            ],
            initial=chosen,
        )
        if already:
            self.fields["persons"] = forms.MultipleChoiceField(
                label="People you have added",
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(key, self.people[key].name) for key in already],
                initial=already,
            )
        self.fields["another"] = forms.ChoiceField(
            label="Add one person",
            required=False,
            choices=[("", "Nobody else")]
            + [(key, person.name) for key, person in self.people.items() if key not in already],
            help_text="Somebody with a role at your school.",
        )

    def readers(self) -> dict[str, Any]:
        """What the operations take: mentor, slt, persons."""
        keys = [*self.cleaned_data.get("persons", []), self.cleaned_data["another"]]
        groups = self.cleaned_data["groups"]
        return {
            "mentor": "mentor" in groups,
            "slt": "slt" in groups,
            "persons": [self.people[key] for key in keys if key],
        }


def _said(people: list[User]) -> str:
    return ", ".join(person.spoken_name for person in people) or "nobody has been named yet"
