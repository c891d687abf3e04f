"""The one sentence that is said in languages which the bot does not speak otherwise."""

from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

from handlers.markup import Html, directed
from knowledge.matching.foreign import OTHER
from knowledge.model import Language


def answered_in_english(language: Language) -> Html:
    """That the answer is in English, in this language; in English where there is no such sentence."""
    bundle = _bundle()
    spoken = language if bundle.has_message(language) else OTHER
    pattern = bundle.get_message(spoken).value
    if pattern is None:
        raise KeyError(spoken)
    text, _ = bundle.format_pattern(pattern, {})
    return Html(directed(str(text), spoken))


@cache
def _bundle() -> FluentBundle:
    bundle = FluentBundle(["en"])
    bundle.add_resource(FluentResource(files(__package__).joinpath("others.ftl").read_text(encoding="utf-8")))
    return bundle
