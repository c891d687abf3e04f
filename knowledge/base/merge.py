"""Three-way merge of documents: what the files said, what stands in the base, and what the files say now.

What nobody changed in the base follows the files; what was changed there stays.
"""

from typing import Any

from knowledge.documents import Plain

_WHOLE = frozenset({"figure"})  # half of one figure and half of another would be a third that nobody stated


def merge(old: Plain, current: Plain, new: Plain) -> Plain:
    """Merge field by field: texts by language, lists as sets, everything else whole. What is empty is left out."""
    merged = {
        key: (_choose if key in _WHOLE else _merge)(old.get(key), current.get(key), new.get(key))
        for key in new | current
    }
    return {key: value for key, value in merged.items() if value not in (None, [], {})}


def _merge(old: Any, current: Any, new: Any) -> Any:
    match current if new is None else new:
        case dict():
            # A fact needs a text and a claim its author: what both sides have is never emptied between them.
            return merge(old or {}, current or {}, new or {}) or (new and current)
        case list():
            return _merge_lists(old or [], current or [], new or [])
    return _choose(old, current, new)


def _choose(old: Any, current: Any, new: Any) -> Any:
    return new if current == old else current


def _merge_lists(old: list[str], current: list[str], new: list[str]) -> list[str]:
    """With what either side added and without what either removed; the files' order, then additions of the base."""
    if new == old:
        return current
    kept = [item for item in new if item in current or item not in old]
    return kept + [item for item in current if item not in old and item not in kept]
