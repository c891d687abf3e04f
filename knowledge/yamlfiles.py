"""YAML as fact files use it: mappings, lists and texts. Nothing is guessed: ``no`` and ``2025-04`` stay as written.

Values are built from the parser's events because PyYAML's own loader lets the last of two equal keys win, and its fast
variant ends the whole process on a file that is nested deeply enough.
"""

from collections.abc import Iterator
from importlib import resources
from typing import Any

import yaml

from knowledge.rules import quoted

_DEEPEST = 20
_NULLS = frozenset({"", "~", "null"})
# libyaml is about ten times as fast; a build of PyYAML without it still works.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class BrokenYaml(Exception):
    """``line`` counts from 1; None where the parser does not say."""

    def __init__(self, line: int | None, detail: str) -> None:
        super().__init__(f"line {line}: {detail}" if line else detail)
        self.line = line
        self.detail = detail


def load_yaml(text: str) -> object:
    """Mappings, lists, texts and None; raises ``BrokenYaml``."""
    try:
        return _document(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise BrokenYaml(line, error.problem or "broken YAML") from error
    except yaml.reader.ReaderError as error:
        raise BrokenYaml(None, f"the character U+{_code_point(error):04X} is not allowed; remove it") from error


def read_yaml(name: str) -> Any:
    """A file of this package."""
    return load_yaml(resources.files("knowledge").joinpath(name).read_text(encoding="utf-8"))


def dump_yaml(plain: object) -> str:
    dumped: str = yaml.dump(plain, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=120)
    return dumped


def _document(events: Iterator[Any]) -> object:
    value: object = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _broken(event, "a second document begins; put everything into one")
            value = _value(next(events), events, depth=1)
    return value


def _value(event: Any, events: Iterator[Any], depth: int) -> object:
    if depth > _DEEPEST:
        raise _broken(event, "nested too deeply")
    match event:
        case yaml.ScalarEvent():
            is_plain = event.implicit[0]
            return None if is_plain and event.value in _NULLS else event.value
        case yaml.SequenceStartEvent():
            return [_value(item, events, depth + 1) for item in _until(yaml.SequenceEndEvent, events)]
        case yaml.MappingStartEvent():
            return _mapping(events, depth)
    raise _broken(event, "aliases (*name) are not supported; write the value again")


def _mapping(events: Iterator[Any], depth: int) -> dict[str, object]:
    mapping: dict[str, object] = {}
    for event in _until(yaml.MappingEndEvent, events):
        if not isinstance(event, yaml.ScalarEvent):
            raise _broken(event, "a key must be text")
        if event.value in mapping:
            raise _broken(event, f"the key {quoted(event.value)} appears twice; join the two")
        mapping[event.value] = _value(next(events), events, depth + 1)
    return mapping


def _until(end: type[yaml.Event], events: Iterator[Any]) -> Iterator[Any]:
    while not isinstance(event := next(events), end):
        yield event


def _broken(event: Any, detail: str) -> BrokenYaml:
    return BrokenYaml(event.start_mark.line + 1, detail)


def _code_point(error: yaml.reader.ReaderError) -> int:
    return error.character if isinstance(error.character, int) else ord(error.character)
