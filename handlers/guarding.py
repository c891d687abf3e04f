"""What a change would do to questions that readers asked, told before it is made."""

from collections.abc import Iterable

from telegram import Update

from handlers.access import Audience
from handlers.commands import register_presses
from handlers.context import App, Context
from handlers.keyboards import button, keyboard
from handlers.markup import Html, joined, one_line
from handlers.replies import Reply, show
from handlers.texts import Texts
from knowledge.answering.regressions import Effects

_SHOWN = 5
_QUESTION_LENGTH = 100


def effects_lines(effects: Effects, texts: Texts) -> Html:
    """What would be lost and what gained, a few questions of each; nothing where nothing would."""
    lines = []
    if effects.broken:
        lines.append(
            texts.format("effects-broken", count=len(effects.broken), questions=_quoted(effects.broken, texts))
        )
    if effects.gained:
        lines.append(
            texts.format("effects-gained", count=len(effects.gained), questions=_quoted(effects.gained, texts))
        )
    return joined(lines, "\n\n")


def render_warning(effects: Effects, anyway: tuple[str | int, ...], texts: Texts) -> Reply:
    """``anyway`` are action and arguments of the button that makes the change all the same."""
    action, *arguments = anyway
    row = [
        button(texts.plain("button-anyway"), str(action), *arguments),
        button(texts.plain("button-leave"), "leave"),
    ]
    return Reply(effects_lines(effects, texts), keyboard([row], texts.language))


def render_telling(
    effects: Effects, shown: int, change: tuple[str, str | int], texts: Texts, *, of_import: bool = False
) -> Reply:
    """The same where so many chats were shown the fact otherwise, or facts of an import: are they told?

    ``change`` is its name, from which the buttons' actions are made, and their argument.
    """
    name, argument = change
    if not shown:
        return render_warning(effects, (f"{name}-anyway", argument), texts)
    rows = [
        [button(texts.plain("button-tell", change=name), f"{name}-tell", argument)],
        [button(texts.plain("button-quietly", change=name), f"{name}-anyway", argument)],
        [button(texts.plain("button-leave"), "leave")],
    ]
    parts = [effects_lines(effects, texts), shown_line(shown, texts, of_import=of_import)]
    return Reply(joined(parts, "\n\n"), keyboard(rows, texts.language))


def shown_line(shown: int, texts: Texts, *, of_import: bool = False) -> Html:
    """How many chats know what is about to change; nothing for none."""
    if not shown:
        return Html()
    return texts.format("shown-before-import", count=shown) if of_import else texts.format("shown-before", count=shown)


def _quoted(questions: Iterable[str], texts: Texts) -> Html:
    shown = (one_line(question, _QUESTION_LENGTH) for question in questions)
    return texts.listed((texts.plain("quoted", text=question) for question in shown), _SHOWN)


async def leave(update: Update, context: Context) -> None:
    """The change is not made after all."""
    await show(update, Reply(context.texts.format("cancelled")))


def register(app: App) -> None:
    register_presses(app, "leave", leave, Audience.CURATOR)
