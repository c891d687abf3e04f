"""What is said to a message that asks for no fact."""

from handlers.replies import Reply
from handlers.texts import Texts
from knowledge.answering.smalltalk import SmallTalk


def render_small_talk(kind: SmallTalk, texts: Texts) -> Reply:
    return Reply(texts.format("small-talk", kind=kind.value))
