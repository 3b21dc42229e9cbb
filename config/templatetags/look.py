"""The look in templates: lamps, strokes, charts, and the words for numbers, days and times."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from django import forms, template
from django.forms import BaseForm, BoundField
from django.template.defaultfilters import linebreaks_filter
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from config import charts

register = template.Library()

WORDS = (
    "none", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
MOST_LAMPS = 12
MOST_STROKES = 25


# Drawings


@register.simple_tag
def lights(lit: int, plan: int, total: int, small: bool = False, label: str = "") -> SafeString | str:
    """Footlights: lit is done, hollow is planned, flat is not yet; nothing at all for more than twelve.

    With a label the drawing speaks for itself; without one the words must stand beside it.
    """
    if not 0 < total <= MOST_LAMPS:
        return ""
    return _draw_lights(min(lit, total), plan, total, bool(small), label)


@lru_cache(maxsize=2048)
def _draw_lights(lit: int, plan: int, total: int, small: bool, label: str) -> SafeString:
    row = charts.Lights(lit=lit, plan=plan, total=total, small=small)
    return render_to_string("parts/lights.html", {"row": row, "label": label})


@register.simple_tag
def tally(count: int) -> SafeString | str:
    """Strokes in fives for what is counted without a figure to reach; nothing for none or for very many."""
    if not 0 < count <= MOST_STROKES:
        return ""
    return _draw_tally(count)


@lru_cache(maxsize=MOST_STROKES)
def _draw_tally(count: int) -> SafeString:
    return render_to_string("parts/tally.html", {"tally": charts.Tally(count)})


@register.simple_tag
def chart(
    readings: Iterable[tuple[date, Decimal]] | charts.Chart,
    *,
    baseline: Decimal | None = None,
    target: Decimal | None = None,
    unit: str = "",
    title: str = "",
    until: date | None = None,
) -> SafeString | str:
    """A measure's readings as a line between its baseline and its target; nothing before the first reading.

    Takes a Chart, or pairs of day and value with the rest by name, so that lower floors need not import it.
    """
    if not isinstance(readings, charts.Chart):
        readings = charts.Chart(
            readings=list(readings), baseline=baseline, target=target, unit=unit, title=title, until=until
        )
    return render_to_string("parts/chart.html", {"chart": readings}) if readings.readings else ""


@register.simple_tag
def sheet_bar(
    baseline: Decimal | float | None, now: Decimal | float | None, target: Decimal | float | None
) -> SafeString:
    """The lamp of the A4 sheet: where a measure stands between its baseline (left) and its target (right)."""
    return render_to_string("parts/sheet_bar.html", {"bar": charts.SheetBar(baseline, now, target)})


# Numbers and names


@register.filter
def in_words(number: int) -> str:
    """A number in words up to twelve, in figures beyond."""
    return WORDS[number] if 0 <= number < len(WORDS) else figure(number)


@register.filter
def figure(value: Decimal | float | None) -> str:
    """A figure as people write it: no trailing zeros, commas in thousands, a dash for none."""
    return charts.figure(value)


@register.filter
def names(people: Iterable[object]) -> str:
    """The list as one reads it aloud: a, b and c."""
    every = [str(person) for person in people]
    return " and ".join(filter(None, [", ".join(every[:-1]), *every[-1:]]))


# Days and times, in the zone the page is shown in


def _local(value: date) -> date:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def _day_of(value: date) -> date:
    value = _local(value)
    return value.date() if isinstance(value, datetime) else value


def _school_year(day: date) -> int:
    return day.year if day.month >= 9 else day.year - 1


def _dated(value: date | None, weekday: str) -> str:
    if not value:
        return ""
    day = _day_of(value)
    year = "" if _school_year(day) == _school_year(timezone.localdate()) else f" {day.year}"
    return f"{day.strftime(weekday)}{day.day} {day:%B}{year}"


@register.filter
def day(value: date | None) -> str:
    """Thursday 25 March; the year only outside this school year (which begins in September)."""
    return _dated(value, "%A ")


@register.filter
def short_day(value: date | None) -> str:
    """Thu 25 March."""
    return _dated(value, "%a ")


@register.filter
def plain_day(value: date | None) -> str:
    """25 March."""
    return _dated(value, "")


@register.filter
def clock(value: datetime | time | None) -> str:
    """4 pm, 8.45 am, noon, midnight."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).time()
    if not value.minute and value.hour in (0, 12):
        return "noon" if value.hour else "midnight"
    minutes = f".{value.minute:02}" if value.minute else ""
    return f"{value.hour % 12 or 12}{minutes} {'am' if value.hour < 12 else 'pm'}"


def _near(value: date) -> str:
    return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((_day_of(value) - timezone.localdate()).days, "")


@register.filter
def when(value: datetime | None) -> str:
    """An instant at the head of a line: Today, 1.14 pm; Yesterday, 4.02 pm; Thursday 25 March at 4 pm."""
    if value is None:
        return ""
    if near := _near(value):
        return f"{near.capitalize()}, {clock(value)}"
    return f"{day(value)} at {clock(value)}"


@register.filter
def on(value: date | None) -> str:
    """A day or an instant inside a sentence: today at 1.14 pm; on Thursday 25 March at 4 pm; tomorrow."""
    if value is None:
        return ""
    said = _near(value) or f"on {day(value)}"
    return f"{said} at {clock(value)}" if isinstance(value, datetime) else said


@register.filter
def left(value: datetime | None, at: datetime | None = None) -> str:
    """The time left to an instant, rounded down: two days, three hours, 20 minutes; empty once past."""
    if value is None:
        return ""
    minutes = int((value - (at or timezone.now())).total_seconds() // 60)
    if minutes < 0:
        return ""
    for unit, size, least in (("week", 10080, 4), ("day", 1440, 2), ("hour", 60, 2)):
        if minutes >= least * size:
            return f"{in_words(minutes // size)} {unit}s"
    if minutes == 0:
        return "less than a minute"
    return f"{in_words(minutes)} minute{'' if minutes == 1 else 's'}"


# Forms


@register.filter
def to_put_right(form: BaseForm) -> str:
    """The heading over a form's errors: One thing to put right, Two things to put right."""
    count = sum(len(errors) for errors in form.errors.values())
    return f"{in_words(count).capitalize()} thing{'' if count == 1 else 's'} to put right"


@register.filter
def first_control(field: BoundField) -> str:
    """The id of what to fill in, also where a field is a group of choices or of inputs."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


@register.filter
def wrong(field: BoundField) -> list[str]:
    """What is wrong with a field, said beside it."""
    return [_still_missing(field) if _only_missing(error) else error for error in map(str, field.errors)]


@register.filter
def wrong_by_name(field: BoundField) -> list[str]:
    """What is wrong with a field, said at the head of the form, where its label does not stand beside."""
    missing = _still_missing(field)
    named = f"{field.label} {missing}" if field.label.endswith("?") else f"{field.label}: {missing.lower()}"
    return [named if _only_missing(error) else error for error in map(str, field.errors)]


def _only_missing(error: str) -> bool:
    """Whether a form has nothing better to say than Django's own sentence."""
    return error == forms.Field.default_error_messages["required"]


def _still_missing(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return "Not ticked yet"
    return (
        "Not chosen yet"
        if isinstance(widget, (forms.widgets.ChoiceWidget, forms.FileInput))
        else "Still empty"
    )


# Texts

# In the order in which they must be looked for: most browsers also name those they descend from.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox", "Chrom": "Chrome",
            "CriOS": "Chrome", "Safari": "Safari"}  # fmt: skip
DEVICES = {"iPhone": "an iPhone", "iPad": "an iPad", "Android": "Android", "CrOS": "a Chromebook",
           "Windows": "Windows", "Mac OS": "a Mac", "Linux": "Linux"}  # fmt: skip


@register.filter
def device(user_agent: str) -> str:
    """What somebody would call the browser and the machine that announce themselves like this."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "A browser")
    machine = next((name for sign, name in DEVICES.items() if sign in user_agent), "a device we do not know")
    return f"{browser} on {machine}"


@register.filter
def prose(text: str | None) -> SafeString | str:
    """Plain text that somebody wrote, in paragraphs; whatever looks like markup is shown, not obeyed."""
    return linebreaks_filter(text) if text else ""
