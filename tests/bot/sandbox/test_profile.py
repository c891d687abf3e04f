import httpx
import pytest
from telegram import (
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BotCommandScopeChatMember,
    MenuButtonCommands,
)
from telegram.ext import ExtBot

from bot.sandbox import CURATOR_ID, LAYLA_ID, NEWSROOM_ID, TOM_ID


async def menu(control: httpx.AsyncClient, person: int, chat: int) -> list[str]:
    chats = (await control.get(f"/sandbox/people/{person}")).json()["chats"]
    seen = next(entry for entry in chats if entry["id"] == chat)
    return [command["description"] for command in seen["commands"]]


@pytest.fixture
async def menus(client: ExtBot[None]) -> None:
    async def say(description: str, *where: object) -> None:
        await client.set_my_commands([("help", description)], *where)

    await say("everywhere")
    await say("everywhere, Arabic", None, "ar")
    await say("private", BotCommandScopeAllPrivateChats())
    await say("private, Arabic", BotCommandScopeAllPrivateChats(), "ar")
    await say("curator", BotCommandScopeChat(CURATOR_ID))
    await say("groups", BotCommandScopeAllGroupChats())
    await say("newsroom admins", BotCommandScopeChatAdministrators(NEWSROOM_ID))
    await say("tom in the newsroom", BotCommandScopeChatMember(NEWSROOM_ID, TOM_ID))


@pytest.mark.usefixtures("menus")
@pytest.mark.parametrize(
    ("person", "chat", "seen"),
    [
        pytest.param(LAYLA_ID, LAYLA_ID, "private, Arabic", id="language-of-the-reader"),
        pytest.param(TOM_ID, TOM_ID, "private", id="no-menu-in-the-language"),
        pytest.param(CURATOR_ID, CURATOR_ID, "curator", id="narrow-scope-before-language"),
        pytest.param(LAYLA_ID, NEWSROOM_ID, "groups", id="group"),
        pytest.param(CURATOR_ID, NEWSROOM_ID, "newsroom admins", id="administrator"),
        pytest.param(TOM_ID, NEWSROOM_ID, "tom in the newsroom", id="member"),
    ],
)
async def test_a_menu_comes_from_the_narrowest_scope(
    control: httpx.AsyncClient, person: int, chat: int, seen: str
) -> None:
    assert await menu(control, person, chat) == [seen]


@pytest.mark.usefixtures("menus")
async def test_a_deleted_menu_uncovers_the_wider_one(client: ExtBot[None], control: httpx.AsyncClient) -> None:
    await client.delete_my_commands(BotCommandScopeChat(CURATOR_ID))

    assert await menu(control, CURATOR_ID, CURATOR_ID) == ["private, Arabic"]


@pytest.mark.usefixtures("menus")
async def test_commands_are_read_back_by_exact_scope_and_language(client: ExtBot[None]) -> None:
    found = await client.get_my_commands(BotCommandScopeAllPrivateChats(), "ar")

    assert [command.description for command in found] == ["private, Arabic"]
    assert await client.get_my_commands(BotCommandScopeAllPrivateChats(), "fr") == ()


async def test_texts_by_language(client: ExtBot[None], control: httpx.AsyncClient) -> None:
    await client.set_my_name("Observatory")
    await client.set_my_description("Facts")
    await client.set_my_description("حقائق", "ar")
    await client.set_my_short_description("Short")

    assert (await client.get_my_name("ar")).name == "Observatory"
    assert (await client.get_my_description("ar")).description == "حقائق"
    assert (await client.get_my_description("en")).description == "Facts"
    assert (await client.get_my_short_description()).short_description == "Short"
    seen = (await control.get(f"/sandbox/people/{LAYLA_ID}")).json()["bot"]
    assert (seen["name"], seen["description"]) == ("Observatory", "حقائق")


async def test_menu_button(client: ExtBot[None]) -> None:
    await client.set_chat_menu_button(LAYLA_ID, MenuButtonCommands())

    assert (await client.get_chat_menu_button(LAYLA_ID)).type == "commands"


async def test_the_bot_introduces_itself(client: ExtBot[None]) -> None:
    me = await client.get_me()

    assert (me.username, me.is_bot, me.supports_inline_queries) == ("marsad_sandbox_bot", True, True)


async def test_logging_out_and_closing_are_accepted(client: ExtBot[None]) -> None:
    assert await client.log_out()
    assert await client.close()


async def test_chats_and_members(layla: int, client: ExtBot[None]) -> None:
    assert (await client.get_chat(layla)).first_name == "ليلى"
    assert (await client.get_chat_member(NEWSROOM_ID, layla)).status == "member"
    administrators = await client.get_chat_administrators(NEWSROOM_ID)
    assert [member.user.id for member in administrators] == [CURATOR_ID]
    assert await client.get_chat_member_count(NEWSROOM_ID) == 4
