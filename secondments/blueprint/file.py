"""Reads a programme file: plain YAML without surprises, checked whole, everything wrong said at once."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

from secondments.blueprint.registry import Section, sections

FORMAT = 1
MOST_BYTES = 200_000
DEEPEST = 12

Steps = tuple[str | int, ...]
Lines = dict[Steps, int]


@dataclass(frozen=True)
class Problem:
    """One thing wrong: where ("requirements[2].at_least", counted from 0), on which line, and what."""

    path: str
    line: int | None
    message: str

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        return f"{place}{self.path}: {self.message}" if self.path else f"{place}{self.message}"


class NotABlueprint(Exception):
    """The file cannot be used; `problems` says everything that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Blueprint:
    """A file that was read and found right: its document, and its parts as the sections see them."""

    document: dict[str, Any]
    parts: dict[str, Any]

    @property
    def slug(self) -> str:
        return str(self.document["slug"])

    @property
    def name(self) -> str:
        return str(self.document["name"])

    @property
    def digest(self) -> str:
        """The same for the same content, however the file is laid out."""
        return digest_of(self.document)


def digest_of(document: dict[str, Any]) -> str:
    """SHA-256 of the canonical JSON: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def read(path: Path) -> Blueprint:
    """The programme file at that path. Raises NotABlueprint, or OSError when it cannot be opened."""
    with path.open("rb") as file:
        return read_text(file.read(MOST_BYTES + 1))


def read_text(content: bytes) -> Blueprint:
    """The programme file with that content. Raises NotABlueprint with everything that is wrong."""
    document, lines = _load(content)
    parts = validate(document, lines)
    return Blueprint(document, parts)


def validate(document: dict[str, Any], lines: Lines | None = None) -> dict[str, Any]:
    """The parts of a document by section. Raises NotABlueprint; with `lines` the problems say where."""
    places = lines or {}
    known = {section.name: section for section in sections()}
    found = [
        _problem((key,), places, "is not a part of a programme file: remove it, or correct its name")
        for key in document
        if key not in known and key != "blueprint"
    ]
    if document.get("blueprint") != FORMAT:
        found.append(
            _problem(("blueprint",), places, f"write “blueprint: {FORMAT}”, the format of this file")
        )
    parts: dict[str, Any] = {}
    for section in known.values():
        found += _validate_section(section, document, parts, places)
    if not found:
        for section in known.values():
            found += _across(section, parts, places)
    if found:
        raise NotABlueprint(sorted(found, key=lambda problem: (problem.line or 0, problem.path)))
    return parts


def _validate_section(
    section: Section, document: dict[str, Any], parts: dict[str, Any], places: Lines
) -> list[Problem]:
    if section.name not in document:
        return [Problem(section.name, None, "is missing")] if section.required else []
    try:
        parts[section.name] = _adapter(section).validate_python(document[section.name])
    except ValidationError as error:
        return [
            _problem((section.name, *mistake["loc"]), places, _said(mistake["type"], mistake["msg"]))
            for mistake in error.errors()
        ]
    return []


def _adapter(section: Section) -> TypeAdapter[Any]:
    model = section.model
    if isinstance(model, type) and hasattr(model, "model_config"):
        return TypeAdapter(model)
    return TypeAdapter(model, config=ConfigDict(str_strip_whitespace=True))


def _said(kind: str, message: str) -> str:
    words = {
        "missing": "is missing",
        "extra_forbidden": "is not known here: remove it, or correct its name",
    }
    return words.get(kind) or message.removeprefix("Value error, ")


def _across(section: Section, parts: dict[str, Any], places: Lines) -> list[Problem]:
    if section.check is None or section.name not in parts:
        return []
    return [Problem(path, places.get(_steps(path)), message) for path, message in section.check(parts)]


def _problem(steps: Steps, places: Lines, message: str) -> Problem:
    nearest = steps
    while nearest and nearest not in places:
        nearest = nearest[:-1]
    return Problem(_path(steps), places.get(nearest), message)


def _path(steps: Iterable[str | int]) -> str:
    said = ""
    for step in steps:
        said += f"[{step}]" if isinstance(step, int) else f".{step}" if said else step
    return said


def _steps(path: str) -> Steps:
    found = re.findall(r"\[(\d+)\]|([^.\[\]]+)", path)
    return tuple(int(number) if number else name for number, name in found)


# Reading the YAML ---------------------------------------------------------------------------------------


class _Loader(yaml.SafeLoader):
    """YAML as people expect it: no tags, no aliases, no key twice, and 16:00 or "no" are just words."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(
                problem="anchors and aliases are not used here", problem_mark=event.start_mark
            )
        if getattr(event, "tag", None):
            raise yaml.MarkedYAMLError(problem="tags (!) are not used here", problem_mark=event.start_mark)
        self.depth += 1
        if self.depth > DEEPEST:
            raise yaml.MarkedYAMLError(problem="this is nested too deeply", problem_mark=event.start_mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("bool", r"^(?:true|false)$", ["t", "f"]),
    ("int", r"^-?(?:0|[1-9][0-9]{0,14})$", list("-0123456789")),
    ("float", r"^-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}$", list("-0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


def _load(content: bytes) -> tuple[dict[str, Any], Lines]:
    if len(content) > MOST_BYTES:
        raise NotABlueprint([Problem("", None, f"the file is larger than {MOST_BYTES // 1000} kB")])
    try:
        loader = _Loader(content.decode("utf-8-sig"))
        try:
            node = loader.get_single_node()
            lines: Lines = {}
            problems = list(_lines(node, (), lines)) if node else []
            document = loader.construct_document(node) if node and not problems else {}
        finally:
            loader.dispose()
    except UnicodeDecodeError as error:
        raise NotABlueprint([Problem("", None, "the file is not text in UTF-8")]) from error
    except yaml.YAMLError as error:
        raise NotABlueprint([_broken(error)]) from error
    if problems:
        raise NotABlueprint(problems)
    if not isinstance(document, dict):
        raise NotABlueprint([Problem("", 1, "the file holds no “key: value” lines")])
    return document, lines


def _broken(error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or str(error)
    return Problem("", mark.line + 1 if mark else None, f"this cannot be read: {said}")


def _lines(node: yaml.Node, steps: Steps, lines: Lines) -> Iterable[Problem]:
    """Note on which line each part stands, and find keys that are written twice or are not words."""
    lines.setdefault(steps, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for place, child in enumerate(node.value):
            yield from _lines(child, (*steps, place), lines)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, child in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
                yield Problem(_path(steps), line, "what stands before a colon has to be a word")
                continue
            if key.value in seen:
                yield Problem(_path((*steps, key.value)), line, "is written twice")
            seen.add(key.value)
            lines[(*steps, key.value)] = line
            yield from _lines(child, (*steps, key.value), lines)
