"""What the parts, the pages that anybody may read and the forms look like as HTML."""

import gzip
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory

from config.templatetags import look

READINGS = [(date(2027, 1, 18), Decimal(41)), (date(2027, 3, 22), Decimal(63))]
DRAWINGS = {
    "lamps": look.lights(1, 1, 3),
    "small lamps": look.lights(1, 1, 3, small=True),
    "labelled lamps": look.lights(1, 1, 3, label="1 of 3 done"),
    "strokes": look.tally(7),
    "chart": look.chart(READINGS, baseline=Decimal(41), target=Decimal(75), unit="%", title="Homework"),
    "bar": look.sheet_bar(20, 96, 133),
}
SHAPES = {"path", "circle", "rect", "text"}


def tree(markup):
    return ElementTree.fromstring(markup)  # noqa: S314 our own markup


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS.keys())
def test_every_shape_carries_the_papers_colours_as_attributes(drawing):
    svg = tree(drawing)
    shapes = [node for node in svg.iter() if node.tag in SHAPES]
    assert shapes
    assert [ElementTree.tostring(n) for n in shapes if not n.get("fill")] == []
    assert [ElementTree.tostring(n) for n in shapes if n.tag != "text" and not n.get("stroke")] == []
    assert "style" not in drawing


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS.keys())
def test_a_drawing_is_either_named_or_hidden_from_those_who_listen(drawing):
    svg = tree(drawing)
    assert (svg.get("role") == "img" and svg.get("aria-label")) or svg.get("aria-hidden") == "true"


def test_more_than_twelve_lamps_are_not_drawn():
    assert look.lights(3, 0, 12) != ""
    assert look.lights(3, 0, 13) == ""
    assert look.lights(0, 0, 0) == ""


def test_more_done_than_asked_for_lights_every_lamp():
    assert look.lights(5, 2, 3).count('class="lit"') == 3
    assert 'class="plan"' not in look.lights(5, 2, 3)


def test_nothing_counted_draws_no_strokes():
    assert look.tally(0) == ""


def test_a_measure_without_a_reading_draws_no_chart():
    assert look.chart([], baseline=Decimal(4)) == ""


def test_what_a_person_called_a_measure_is_escaped_in_its_chart():
    drawn = look.chart(READINGS, title='"><script>')
    assert "<script>" not in drawn
    assert tree(drawn).get("aria-label").startswith('"><script>')


PUBLIC = [
    "config/front.html",
    "config/help.html",
    "config/privacy.html",
    "config/accessibility.html",
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "500.html",
]


@pytest.mark.parametrize("name", PUBLIC)
def test_a_page_has_one_heading_a_title_and_landmarks(db, name):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    html = render_to_string(name, {"csrf_token": "x" * 32}, request=request)
    assert html.count("<h1") == 1
    assert re.search(r"<title>\s*\S.* · Understudy</title>", html)
    assert html.count("<main") == 1
    assert len(re.findall(r'class="(?:button )?go"', html)) <= 1
    assert '<html lang="en-GB">' in html


def test_a_first_visit_is_light(client, db):
    page = client.get("/").content
    files = re.findall(r'(?:href|src)="/static/([^"]+)"', page.decode())
    weights = [len(gzip.compress(Path(finders.find(name)).read_bytes())) for name in files]
    assert "app.css" in files
    assert len(files) + 1 < 10
    assert len(gzip.compress(page)) + sum(weights) < 100_000


def test_the_page_for_a_breakdown_needs_no_request_at_all():
    assert "Something broke" in render_to_string("500.html")


# Forms


class Everything(forms.Form):
    title = forms.CharField(required=False, help_text="A few words.")
    mail = forms.EmailField(
        label="E-mail", help_text="Your colleague’s.", error_messages={"invalid": "Write the address in full"}
    )
    who = forms.ChoiceField(
        label="Who may read it?",
        choices=[("m", "Mrs Gallagher"), ("n", "Nobody yet")],
        widget=forms.RadioSelect,
        help_text="You can change it.",
    )
    day = forms.ChoiceField(
        choices=[("t", "Today"), ("y", "Yesterday")], widget=forms.RadioSelect(attrs={"class": "tiles"})
    )
    mails = forms.MultipleChoiceField(
        choices=[("d", "Daily"), ("w", "Weekly")], widget=forms.CheckboxSelectMultiple, required=False
    )
    agree = forms.BooleanField(label="I have read it")
    file = forms.FileField(required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def crisp(form):
    return (
        engines["django"].from_string("{% load crispy_forms_tags %}{{ form|crispy }}").render({"form": form})
    )


def parse(html):
    html = re.sub(r"<(input|br)([^>]*?)/?>", r"<\1\2/>", html)
    html = re.sub(r" (required|checked|multiple|autofocus)(?=[ />])", r' \1=""', html)
    return tree(f"<div>{html}</div>")


def test_an_error_and_a_hint_are_tied_to_their_field():
    form = Everything({"mail": "nobody", "day": "t", "agree": "on", "who": "m"})
    page = parse(crisp(form))
    field = page.find(".//input[@name='mail']")
    assert field.get("aria-invalid") == "true"
    assert field.get("aria-describedby") == "id_mail_helptext id_mail_error"
    assert page.find(".//*[@id='id_mail_helptext']").text == "Your colleague’s."
    assert page.find(".//*[@id='id_mail_error']").text == "Write the address in full"


def test_an_error_in_a_group_is_tied_to_the_group():
    page = parse(crisp(Everything({})))
    group = page.find(".//fieldset[@id='id_who_group']")
    assert group.get("aria-describedby") == "id_who_helptext id_who_error"
    assert page.find(".//*[@id='id_who_error']").text == "Not chosen yet"
    assert group.find("legend").text.strip() == "Who may read it?"


def test_the_summary_counts_in_words_and_leads_to_what_is_wrong():
    form = Everything({"day": "t"})
    form.add_error(None, "This closed at 4 pm.")
    page = parse(crisp(form))
    summary = page.find(".//div[@role='alert']")
    assert summary.find("h2").text == "Four things to put right"
    assert next(summary.iter("li")).text == "This closed at 4 pm."
    links = {a.get("href"): a.text for a in summary.iter("a")}
    assert links == {
        "#id_mail": "E-mail: still empty",
        "#id_who_0": "Who may read it? Not chosen yet",
        "#id_agree": "I have read it: not ticked yet",
    }
    ids = {node.get("id") for node in page.iter()}
    assert {href[1:] for href in links} <= ids


def test_a_form_without_errors_has_no_summary():
    assert 'role="alert"' not in crisp(Everything())


def test_every_control_has_a_label_and_only_optional_ones_say_so():
    page = parse(crisp(Everything()))
    labelled = {label.get("for") for label in page.iter("label")}
    controls = [node for node in page.iter("input") if node.get("type") != "hidden"]
    assert {node.get("id") for node in controls} <= labelled
    optional = [s for s in page.iter("span") if s.get("class") == "optional"]
    assert len(optional) == 3  # title, mails, file


def test_what_was_chosen_stays_chosen_and_tiles_are_tiles():
    page = parse(crisp(Everything({"day": "y", "mails": ["w"]})))
    chosen = {n.get("value") for n in page.iter("input") if n.get("checked") is not None}
    assert chosen == {"y", "w"}
    tiles = [div for div in page.iter("div") if div.get("class") == "tiles"]
    assert len(tiles) == 1
    assert [n.get("class") for n in tiles[0].iter("input")] == [None, None]


def test_what_a_person_typed_and_what_a_choice_is_called_are_escaped():
    class Sharp(forms.Form):
        title = forms.CharField()
        who = forms.ChoiceField(choices=[("<b>", "<i>x</i>")], widget=forms.RadioSelect)

    html = crisp(Sharp({"title": "<script>"}))
    assert "<script>" not in html
    assert "<i>" not in html
    assert "<b>" not in html
