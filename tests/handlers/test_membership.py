"""Whether the bot may write to a chat, as Telegram tells it, and what becomes of the subscription."""

from typing import Any

import pytest

from handlers.context import Services
from scheduler.model import ChatKind, SubscriberState
from tests.handlers.conftest import NOW
from tests.handlers.telegram import BOT, Person, texts_of

GROUP = {"id": -5, "type": "supergroup", "title": "g"}
CHANNEL = {"id": -1001234567890, "type": "channel", "title": "قناتنا"}

_RIGHTS = (
    "can_be_edited can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members "
    "can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
)
_PERMISSIONS = (
    "can_send_audios can_send_documents can_send_photos can_send_videos can_send_video_notes can_send_voice_notes "
    "can_send_polls can_send_other_messages can_add_web_page_previews can_change_info can_invite_users "
    "can_pin_messages can_manage_topics can_edit_tag "
    "can_react_to_messages"
)


def administrator(**rights: bool) -> dict[str, Any]:
    return {"status": "administrator", "is_anonymous": False, **dict.fromkeys(_RIGHTS.split(), False), **rights}


def restricted(*, may_write: bool, is_member: bool = True) -> dict[str, Any]:
    permissions = dict.fromkeys(_PERMISSIONS.split(), False)
    return {
        "status": "restricted",
        "is_member": is_member,
        "until_date": 0,
        "can_send_messages": may_write,
        **permissions,
    }


MEMBER = {"status": "member"}
LEFT, KICKED = {"status": "left"}, {"status": "kicked", "until_date": 0}
POSTS, SILENT = administrator(can_post_messages=True), administrator(can_post_messages=False)


async def change(person: Person, chat: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> str:
    """What the bot says when Telegram tells it of the change."""
    person.chat = chat
    calls = await person.causes(
        "my_chat_member", old_chat_member={"user": BOT, **before}, new_chat_member={"user": BOT, **after}
    )
    return texts_of(calls)


async def subscribe(services: Services, chat: dict[str, Any], kind: ChatKind) -> None:
    await services.subscribers.subscribe(
        chat["id"], kind=kind, language="ar", topics=("deepseek",), zone="Asia/Riyadh", minute=480, now=NOW
    )


async def state(services: Services, chat: dict[str, Any]) -> SubscriberState:
    subscriber = await services.subscribers.get(chat["id"])
    assert subscriber is not None
    return subscriber.state


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(MEMBER, KICKED, SubscriberState.BLOCKED, id="thrown-out"),
        pytest.param(MEMBER, LEFT, SubscriberState.BLOCKED, id="removed"),
        pytest.param(MEMBER, restricted(may_write=False), SubscriberState.BLOCKED, id="silenced"),
        pytest.param(MEMBER, restricted(may_write=True), SubscriberState.ACTIVE, id="restricted-but-may-write"),
        pytest.param(
            MEMBER, restricted(may_write=True, is_member=False), SubscriberState.BLOCKED, id="restricted-and-outside"
        ),
        pytest.param(MEMBER, administrator(), SubscriberState.ACTIVE, id="promoted"),
    ],
)
async def test_a_group_is_written_to_as_long_as_the_bot_may(
    reader: Person, services: Services, before: dict[str, Any], after: dict[str, Any], expected: SubscriberState
) -> None:
    await subscribe(services, GROUP, ChatKind.GROUP)

    said = await change(reader, GROUP, before, after)
    ended = await state(services, GROUP)
    await change(reader, GROUP, after, MEMBER)

    assert said == ""
    assert ended is expected
    assert await state(services, GROUP) is SubscriberState.ACTIVE


@pytest.mark.parametrize("without", [LEFT, KICKED, SILENT])
async def test_a_channel_is_posted_in_as_long_as_the_bot_may(
    reader: Person, services: Services, without: dict[str, Any]
) -> None:
    await subscribe(services, CHANNEL, ChatKind.CHANNEL)

    ended = await change(reader, CHANNEL, POSTS, without), await state(services, CHANNEL)
    again = await change(reader, CHANNEL, without, POSTS)

    assert ended == ("", SubscriberState.BLOCKED)
    assert "قناة «قناتنا»، ونشرتها مستمرة" in again
    assert await state(services, CHANNEL) is SubscriberState.ACTIVE


async def test_other_rights_of_the_bot_in_a_channel_are_no_news(reader: Person) -> None:
    assert await change(reader, CHANNEL, POSTS, administrator(can_post_messages=True, can_invite_users=True)) == ""


async def test_a_group_that_moved_is_followed_from_either_side(reader: Person, services: Services) -> None:
    await subscribe(services, GROUP, ChatKind.GROUP)
    reader.chat = {"id": -1000000000005, "type": "supergroup", "title": "g"}

    await reader.sends(migrate_from_chat_id=GROUP["id"])

    assert await services.subscribers.get(-5) is None
    assert await services.subscribers.get(-1000000000005) is not None
