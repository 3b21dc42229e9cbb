"""A person at a browser without JavaScript: opens pages, fills in their forms, presses their buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

from django.http import HttpResponse

from tests.sessions import signed_in


@dataclass
class Button:
    """A button: what it sends, where it goes if elsewhere, and what stands on it."""

    name: str
    value: str
    action: str
    words: str = ""


@dataclass
class Form:
    """A form as it stands on a page: where it goes, and what it would send untouched."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[Button] = field(default_factory=list)


class Reader(HTMLParser):
    """Finds the forms and the words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.words: list[str] = []
        self._form: Form | None = None
        self._select = ""
        self._area: str | None = None
        self._button: Button | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name, value = told.get("name") or "", told.get("value") or ""
        if tag == "form":
            self._form = Form(told.get("action") or "", (told.get("method") or "get").lower())
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "input" and name:
            kind = told.get("type") or "text"
            if kind in ("radio", "checkbox"):
                self._form.values.setdefault(name, [])
                if "checked" in told:
                    self._form.values[name].append(value or "on")
            elif kind not in ("submit", "file"):
                self._form.values.setdefault(name, []).append(value)
        elif tag == "select":
            self._select = name
            self._form.values.setdefault(name, [])
        elif tag == "option" and "selected" in told:
            self._form.values[self._select].append(value)
        elif tag == "textarea":
            self._area = name
            self._form.values.setdefault(name, []).append("")
        elif tag == "button":
            self._button = Button(name, value, told.get("formaction") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._area = None
        elif tag == "button" and self._button and self._form is not None:
            self._button.words = " ".join(self._button.words.split())
            self._form.buttons.append(self._button)
            self._button = None

    def handle_data(self, data: str) -> None:
        if self._area is not None and self._form is not None:
            self._form.values[self._area][-1] += data
        if self._button is not None:
            self._button.words += data
        self.words.append(data)


class Hand:
    """One person's way through the pages. A page that is not there, or a form that is refused, fails."""

    def __init__(self, person: Any) -> None:
        self.person = person
        self.client = signed_in(person)
        self.path = ""
        self.page = Reader()

    @property
    def text(self) -> str:
        """The words of the page, on one line."""
        return " ".join(" ".join(self.page.words).split())

    def opens(self, path: str) -> Hand:
        """Go to an address, following redirects; the page must be there."""
        self._take(self.client.get(path, follow=True), path)
        return self

    def presses(self, words: str, action: str = "", **filled: Any) -> Hand:
        """Fill in the form whose button says that (and goes there) and press it; a page must answer."""
        form, button = self._form_with(words, action)
        values = {name: value for name, value in form.values.items() if value}
        for name, value in filled.items():
            if name not in form.values:
                raise AssertionError(f"{self.path}: the form has no {name}, but {sorted(form.values)}")
            values[name] = value if isinstance(value, list) else [str(value)]
        if button.name:
            values[button.name] = [button.value]
        target = urljoin(self.path, button.action or form.action)
        ask = self.client.post if form.method == "post" else self.client.get
        self._take(ask(target, values, follow=True), target)
        return self

    def _form_with(self, words: str, action: str) -> tuple[Form, Button]:
        for form in self.page.forms:
            for button in form.buttons:
                if button.words.startswith(words) and action in (button.action or form.action):
                    return form, button
        said = [button.words for form in self.page.forms for button in form.buttons]
        raise AssertionError(f"{self.path}: no button says {words!r}; there are {said}")

    def _take(self, answer: HttpResponse, path: str) -> None:
        assert answer.status_code == 200, (path, answer.status_code)
        body = answer.content.decode()
        self.path = answer.request["PATH_INFO"]  # type: ignore[attr-defined]
        self.page = Reader()
        self.page.feed(body)
        assert 'class="errors"' not in body, (self.path, self.text[:3000])
