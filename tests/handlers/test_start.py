"""The first words, help, menus, one's own data, and what is said when something cannot be done."""

import json
import logging

import pytest
from telegram.ext import CommandHandler

from handlers.access import Audience
from handlers.commands import COMMANDS, Command, menu, publish_description, publish_menu_of, publish_menus
from handlers.context import App, Services
from handlers.start import render_help
from handlers.texts import LANGUAGES, texts_in
from handlers.unknown import nearest_command
from knowledge.database import Database
from tests.handlers.conftest import NOW
from tests.handlers.telegram import Person, Wire, texts_of


async def test_the_welcome_offers_questions_that_the_base_can_answer(reader: Person) -> None:
    (call,) = await reader.says("/start")

    assert "مرصد" in call.text
    assert {"كم عدد مستخدمي ديب سيك", "من افتتح مؤتمر وايك", "English"} == set(call.buttons)


async def test_an_example_is_answered_as_if_it_had_been_written(reader: Person) -> None:
    await reader.says("/start")

    calls = await reader.presses("كم عدد مستخدمي")

    assert "97 مليون" in texts_of(calls)


async def test_a_deep_link_opens_its_fact(reader: Person) -> None:
    assert "97 مليون" in texts_of(await reader.says("/start fact-deepseek-users"))


async def test_a_deep_link_to_a_fact_that_is_no_more_says_so(reader: Person, services: Services) -> None:
    await services.curation.retire("deepseek-users", author_id=None, now=NOW)

    assert "غير منشورة" in texts_of(await reader.says("/start fact-deepseek-users"))


async def test_the_language_follows_telegram_until_one_is_chosen(reader: Person, services: Services) -> None:
    reader.language = "fr"

    before = texts_of(await reader.says("/privacy"))
    await reader.presses_data("v1|language|ar")
    after = texts_of(await reader.says("/privacy"))

    assert "Privacy" in before
    assert "الخصوصية" in after


async def test_choosing_a_language_sets_the_menu_of_that_chat(reader: Person) -> None:
    calls = await reader.presses_data("v1|language|en")

    menus = [call.parameters for call in calls if call.method == "setMyCommands"]
    assert {parameters["scope"]["chat_id"] for parameters in menus} == {reader.id}
    assert all(parameters["commands"][0]["description"].startswith("Welcome") for parameters in menus)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("audience", list(Audience))
def test_help_names_what_the_audience_may_use_and_nothing_else(audience: Audience, language: str) -> None:
    lines = render_help(audience, texts_in(language)).text

    named = {command.name for command in COMMANDS if f"/{command.name}\u2069" in lines}
    assert named == {command.name for command in COMMANDS if command.audience <= audience}


def test_every_command_is_registered_once(application: App) -> None:
    handlers = [handler for group in application.handlers.values() for handler in group]
    registered = [name for handler in handlers if isinstance(handler, CommandHandler) for name in handler.commands]

    assert sorted(registered) == sorted(command.name for command in COMMANDS)


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.audience > Audience.READER])
async def test_a_reader_is_told_politely_that_a_command_is_not_for_them(reader: Person, command: Command) -> None:
    (call,) = await reader.says(f"/{command.name}")

    assert "وحدهم" in call.text


async def test_an_edited_command_is_not_repeated(reader: Person) -> None:
    assert await reader.says("/start", edited=True) == []


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        pytest.param("/su", "subscribe", id="half-written"),
        pytest.param("/sbscribe", "subscribe", id="misspelt"),
        pytest.param("/Topics", "topics", id="capital"),
        pytest.param("/subs@marsad_bot", "subscribe", id="addressed"),
        pytest.param("/xyzzy", None, id="unlike-any"),
        pytest.param("/", None, id="nothing"),
    ],
)
def test_the_nearest_command_is_named(typed: str, nearest: str | None) -> None:
    assert nearest_command(typed, [command.name for command in COMMANDS]) == nearest


async def test_a_reader_is_not_pointed_to_a_command_of_curators(reader: Person, curator: Person) -> None:
    assert "/export" not in texts_of(await reader.says("/expor"))
    assert "/export" in texts_of(await curator.says("/expor"))


async def test_menus_are_set_for_each_language_and_scope(application: App, wire: Wire) -> None:
    await publish_menus(application.bot, curators=[50], owners=[100])

    menus = {}
    for call in (call for call in wire.calls if call.method == "setMyCommands"):
        scope, code = call.parameters["scope"], call.parameters.get("language_code")
        menus[scope["type"], scope.get("chat_id"), code] = {
            command["command"] for command in call.parameters["commands"]
        }
    assert {scope for scope, _, _ in menus} == {"all_private_chats", "all_group_chats", "chat"}
    assert {code for _, _, code in menus} == {"ar", "en", None}
    assert "add" not in menus["all_private_chats", None, "ar"]
    assert "add" in menus["chat", 50, "ar"]
    assert "curators" not in menus["chat", 50, "en"]
    assert "curators" in menus["chat", 100, None]


async def test_the_bot_describes_itself_in_each_language(application: App, wire: Wire) -> None:
    await publish_description(application.bot)

    said = {
        (call.method, call.parameters.get("language_code")): call.parameters
        for call in wire.calls
        if "Description" in call.method
    }
    assert "بلهجتكم" in said["setMyDescription", "ar"]["description"]
    assert said["setMyDescription", None] == {"description": said["setMyDescription", "en"]["description"]}
    assert all(len(parameters.get("description", "")) <= 512 for parameters in said.values())
    assert all(len(parameters.get("short_description", "")) <= 120 for parameters in said.values())


async def test_a_curator_who_never_wrote_to_the_bot_does_not_stop_the_others(application: App, wire: Wire) -> None:
    wire.refusals["setMyCommands"] = (400, "Bad Request: chat not found")

    for user_id in (50, 51):
        await publish_menu_of(application.bot, user_id, Audience.CURATOR)

    assert [call.parameters["scope"]["chat_id"] for call in wire.calls[-2:]] == [50, 51]


@pytest.mark.parametrize("language", LANGUAGES)
def test_menus_keep_to_telegrams_limits(language: str) -> None:
    assert all(len(command.description) <= 256 for command in menu(Audience.OWNER, language))


async def test_my_data_say_what_was_asked_and_shown(reader: Person) -> None:
    await reader.says("كم عدد مستخدمي ديب سيك؟")

    seen = texts_of(await reader.says("/mydata"))

    assert "سألتم سؤالًا واحدًا" in seen
    assert "عرضنا عليكم معلومة واحدة" in seen


async def test_my_data_come_as_a_file(reader: Person) -> None:
    await reader.says("كم عدد مستخدمي ديب سيك؟")
    await reader.says("/mydata")

    calls = await reader.presses("ملف")

    (content,) = calls[-1].files.values()
    data = json.loads(content)
    assert data["reader"]["questions"][0]["text"] == "كم عدد مستخدمي ديب سيك؟"


async def test_forgetting_asks_first_and_then_leaves_nothing(reader: Person, services: Services) -> None:
    await reader.presses_data("v1|language|ar")
    await reader.says("كم عدد مستخدمي ديب سيك؟")
    await reader.says("/forget")
    asked = await services.readers.data_of(reader.id)

    await reader.presses("محو كل شيء")

    left = await services.readers.data_of(reader.id)
    assert asked.questions
    assert (left.language, left.questions, left.showings) == (None, (), ())


async def test_nobody_forgets_on_behalf_of_somebody_else(reader: Person, owner: Person, services: Services) -> None:
    await reader.presses_data("v1|language|ar")
    await reader.says("/forget")

    await owner.presses("محو كل شيء")

    assert await services.readers.language_of(reader.id) == "ar"


async def test_topics_open_page_by_page(reader: Person) -> None:
    await reader.says("/topics")

    topic = await reader.presses("ديب سيك")
    fact = await reader.presses("1")

    assert "97 مليون" in texts_of(topic)
    assert "الجزيرة" in texts_of(fact)


async def test_the_latest_come_newest_first(reader: Person) -> None:
    seen = texts_of(await reader.says("/latest"))

    assert seen.index("لي تشيانغ") < seen.index("97 مليون")


async def test_a_failure_is_one_polite_sentence_and_never_logs_what_was_written(
    reader: Person, sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with sqlite_database.write() as connection:
        await connection.exec_driver_sql("DROP TABLE questions")

    with caplog.at_level(logging.ERROR):
        calls = await reader.says("سرّ لا يعرفه أحد")

    assert "عطل" in texts_of(calls)
    assert "update" in caplog.messages[0]
    assert "سرّ" not in caplog.messages[0]


async def test_an_answer_that_may_have_arrived_is_not_called_a_failure(reader: Person, wire: Wire) -> None:
    wire.refusals["sendMessage"] = (502, "Bad Gateway")

    calls = await reader.says("/privacy")

    assert "إن لم تروا جوابًا" in calls[-1].text


async def test_whoever_blocked_the_bot_meanwhile_is_no_fault(
    reader: Person, wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    wire.refusals["sendMessage"] = (403, "Forbidden: bot was blocked by the user")

    with caplog.at_level(logging.WARNING):
        calls = await reader.says("/privacy")

    assert len(calls) == 1
    assert not caplog.records


async def test_a_failure_after_the_press_was_answered_is_told_in_a_message(reader: Person, wire: Wire) -> None:
    wire.refusals["answerCallbackQuery"] = (400, "Bad Request: query is too old or query ID is invalid")

    calls = await reader.presses_data("v1|topic|gone|0|ar")

    assert calls[-1].method == "sendMessage"
    assert "لم يعد موجودًا" in calls[-1].text


async def test_a_group_that_throws_the_bot_out_gets_no_more_digests(reader: Person, services: Services) -> None:
    await services.subscribers.subscribe(
        reader.id, kind="private", language="ar", topics=("deepseek",), zone="UTC", minute=0, now=NOW
    )
    member = {"user": {"id": 1, "is_bot": True, "first_name": "Marsad"}, "status": "kicked", "until_date": 0}
    old = {"user": member["user"], "status": "member"}

    await reader.causes("my_chat_member", old_chat_member=old, new_chat_member=member)

    subscriber = await services.subscribers.get(reader.id)
    assert subscriber is not None
    assert subscriber.state == "blocked"


async def test_a_group_keeps_its_subscription_when_its_id_changes(reader: Person, services: Services) -> None:
    reader.chat = {"id": -5, "type": "group", "title": "g"}
    await services.subscribers.subscribe(
        -5, kind="group", language="ar", topics=("deepseek",), zone="UTC", minute=0, now=NOW
    )

    await reader.sends(migrate_to_chat_id=-1005)

    assert await services.subscribers.get(-5) is None
    assert await services.subscribers.get(-1005) is not None
