"""Ways of asking for a fact, as far as they are compared."""

from dataclasses import replace

from knowledge.languages import detect
from knowledge.model import Fact
from knowledge.text import normalise


def known_aliases(fact: Fact) -> set[str]:
    """Normalised, whatever their language."""
    return {normalise(alias) for of_language in fact.aliases.values() for alias in of_language}


def with_alias(fact: Fact, text: str) -> Fact:
    """The fact with one more way of asking, in the language of the text and on one line, unless it has it."""
    if normalise(text) in known_aliases(fact):
        return fact
    language = detect(text)
    added = (*fact.aliases.get(language, ()), " ".join(text.split()))
    return replace(fact, aliases=fact.aliases | {language: added})
