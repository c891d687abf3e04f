from hypothesis import given
from hypothesis import strategies as st

from knowledge.base.merge import merge

_WORDS = st.sampled_from("abcdef")
_LISTS = st.lists(_WORDS, unique=True, min_size=1)
_LANGUAGES = st.sampled_from(["ar", "en", "fr"])


def documents() -> st.SearchStrategy[dict[str, object]]:
    """Facts as documents: nothing empty, a text and a standing always there."""
    texts = st.dictionaries(_LANGUAGES, _WORDS, min_size=1)
    figures = st.fixed_dictionaries({"measure": _WORDS, "value": st.integers(1, 3)}, optional={"unit": _WORDS})
    return st.fixed_dictionaries(
        {"id": st.just("a"), "text": texts, "standing": st.sampled_from(["reported", "claim"])},
        optional={
            "attributed_to": texts,
            "as_of": st.sampled_from(["2024", "2025"]),
            "topics": _LISTS,
            "aliases": st.dictionaries(_LANGUAGES, _LISTS, min_size=1),
            "figure": figures,
        },
    )


@given(old=documents(), new=documents())
def test_what_nobody_changed_in_the_base_becomes_what_the_file_says(old: dict, new: dict) -> None:
    assert merge(old, old, new) == new


@given(old=documents(), current=documents())
def test_a_file_that_did_not_change_changes_nothing(old: dict, current: dict) -> None:
    assert merge(old, current, old) == current


@given(old=documents(), current=documents(), new=documents())
def test_no_alias_that_either_side_added_is_lost(old: dict, current: dict, new: dict) -> None:
    merged = merge(old, current, new)

    for side in (current, new):
        for language, aliases in side.get("aliases", {}).items():
            added = set(aliases) - set(old.get("aliases", {}).get(language, []))
            assert added <= set(merged.get("aliases", {}).get(language, []))


@given(old=documents(), current=documents(), new=documents())
def test_a_merged_fact_never_loses_its_text(old: dict, current: dict, new: dict) -> None:
    assert merge(old, current, new)["text"]


@given(old=documents(), current=documents(), new=documents())
def test_a_figure_is_never_made_of_two(old: dict, current: dict, new: dict) -> None:
    assert merge(old, current, new).get("figure") in (current.get("figure"), new.get("figure"))


@given(old=documents(), current=documents(), new=documents())
def test_merging_again_changes_nothing_more(old: dict, current: dict, new: dict) -> None:
    merged = merge(old, current, new)

    assert merge(new, merged, new) == merged


def test_each_language_of_a_text_is_merged_by_itself() -> None:
    old = {"text": {"ar": "قديم", "en": "old"}}
    current = {"text": {"ar": "صححه محرر", "en": "old"}}
    new = {"text": {"ar": "جديد", "en": "new"}}

    assert merge(old, current, new) == {"text": {"ar": "صححه محرر", "en": "new"}}


def test_aliases_of_both_sides_are_joined_in_the_files_order() -> None:
    old = {"aliases": {"en": ["one", "two", "three"]}}
    current = {"aliases": {"en": ["one", "three", "curators"]}}
    new = {"aliases": {"en": ["new", "one", "two"]}}

    assert merge(old, current, new) == {"aliases": {"en": ["new", "one", "curators"]}}


def test_what_is_not_in_any_file_is_left_to_the_curators() -> None:
    assert merge({}, {"text": {"en": "mine"}, "as_of": "2024"}, {"text": {"en": "theirs"}, "as_of": "2025"}) == {
        "text": {"en": "mine"},
        "as_of": "2024",
    }
