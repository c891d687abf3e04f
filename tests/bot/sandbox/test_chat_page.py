"""The chat page in a real browser, with a small bot behind it."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Route, expect
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup, Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, MessageHandler, filters

from bot.sandbox import LAYLA_ID, NEWSROOM_ID, TOM_ID, Sandbox, people
from bot.sandbox.model import Message, Person
from tests.bot.sandbox.chat_page import ChatPage, launch_browser, open_chat
from tests.bot.sandbox.serving import TOKEN, own_request, serve_sandbox
from tests.bot.sandbox.test_files import png

# One browser, and therefore one event loop, for the whole module: starting it takes seconds.
pytestmark = pytest.mark.asyncio(loop_scope="module")

App = Application[Any, Any, Any, Any, Any, Any]

KEYBOARD = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Quietly", callback_data="quiet"), InlineKeyboardButton("Loudly", callback_data="loud")],
        [InlineKeyboardButton("Change", callback_data="edit"), InlineKeyboardButton("Delete", callback_data="delete")],
    ]
)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with launch_browser() as launched:
        yield launched


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox_server(sandbox: Sandbox) -> AsyncIterator[str]:
    async with serve_sandbox(sandbox) as address:
        yield address


async def echo(update: Update, _context: object) -> None:
    message = update.effective_message
    assert message is not None
    if message.document:
        await message.reply_text(f"received {message.document.file_name}")
    else:
        await message.reply_html(f"<b>{message.text}</b>", reply_markup=KEYBOARD)


async def react(update: Update, _context: object) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer(f"pressed {query.data}", show_alert=query.data == "loud")
    if query.data == "edit":
        await query.edit_message_text("changed")
    if query.data == "delete":
        await query.delete_message()


@pytest_asyncio.fixture(loop_scope="module")
async def echo_bot(sandbox_server: str) -> AsyncIterator[App]:
    builder = ApplicationBuilder().token(TOKEN).request(own_request()).get_updates_request(own_request())
    app = builder.base_url(f"{sandbox_server}/bot").base_file_url(f"{sandbox_server}/file/bot").job_queue(None).build()
    app.add_handler(CallbackQueryHandler(react))
    app.add_handler(MessageHandler(filters.ALL, echo))
    async with app:
        assert app.updater is not None
        await app.updater.start_polling()
        await app.start()
        await app.bot.set_my_commands([("latest", "أحدث الحقائق"), ("topics", "المواضيع"), ("timeline", "الأرقام")])
        yield app
        await app.updater.stop()
        await app.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def chat(browser: Browser, sandbox_server: str, echo_bot: App) -> AsyncIterator[ChatPage]:
    async with open_chat(browser, sandbox_server) as page:
        yield page


@pytest_asyncio.fixture(loop_scope="module")
async def started(chat: ChatPage) -> ChatPage:
    await chat.start()
    await chat.expect_from_bot("/start")
    return chat


async def test_a_conversation_begins_with_the_start_button(chat: ChatPage) -> None:
    await expect(chat.welcome).to_be_visible()
    await expect(chat.field).to_be_hidden()

    await chat.start()

    await chat.expect_from_bot("/start")
    await expect(chat.welcome).to_be_hidden()
    await expect(chat.field).to_be_visible()


async def test_what_is_said_is_answered_with_its_marks(started: ChatPage) -> None:
    await started.say("كم عدد مستخدمي ديب سيك؟")

    answer = started.messages("bot").last.locator("strong")
    await expect(answer).to_have_text("كم عدد مستخدمي ديب سيك؟")
    await expect(started.messages("me").last).to_contain_text("كم عدد")
    await expect(started.field).to_have_value("")


async def test_a_line_takes_its_own_direction(started: ChatPage) -> None:
    await started.say("Hello")

    words = started.messages("me").last.locator(".words")
    await expect(words).to_have_css("direction", "ltr")
    await expect(words).to_have_css("unicode-bidi", "plaintext")


async def test_markup_in_a_message_is_only_text(started: ChatPage, sandbox: Sandbox) -> None:
    await started.field.fill("<img src=x onerror=alert(1)>")
    await started.field.press("Enter")

    await expect(started.messages("me").last.locator(".words")).to_have_text("<img src=x onerror=alert(1)>")


async def test_a_pressed_button_is_answered_with_a_toast(started: ChatPage) -> None:
    await started.button("Quietly").click()

    await expect(started.toast).to_have_text("pressed quiet")
    await expect(started.button("Quietly")).not_to_have_attribute("aria-busy", "true")


async def test_an_alert_waits_for_its_button(started: ChatPage) -> None:
    await started.button("Loudly").click()
    await expect(started.alert).to_contain_text("pressed loud")

    await started.page.keyboard.press("Enter")

    await expect(started.alert).to_be_hidden()


async def test_edits_and_deletions_show_at_once(started: ChatPage) -> None:
    await started.button("Change").click()
    await started.expect_from_bot("changed")
    await expect(started.messages("bot").last.locator(".edited")).to_be_visible()

    await started.say("again")
    await started.button("Delete").last.click()
    await expect(started.messages("bot")).to_have_count(1)


async def test_whoever_is_at_a_button_stays_there_when_the_message_changes(started: ChatPage, echo_bot: App) -> None:
    await started.button("Loudly").focus()
    number = await started.messages("bot").last.get_attribute("data-message-id")
    assert number is not None

    await echo_bot.bot.edit_message_text("changed", LAYLA_ID, int(number), reply_markup=KEYBOARD)
    await started.expect_from_bot("changed")
    await expect(started.button("Loudly")).to_be_focused()

    await echo_bot.bot.set_my_name("Another")  # everything is drawn anew
    await expect(started.page).to_have_title("Another")
    await expect(started.button("Loudly")).to_be_focused()

    other = InlineKeyboardMarkup([[InlineKeyboardButton("First", callback_data="first")]])
    await echo_bot.bot.edit_message_reply_markup(LAYLA_ID, int(number), reply_markup=other)
    await expect(started.button("First")).to_be_focused()


async def test_everybody_has_a_conversation_of_their_own(started: ChatPage) -> None:
    await started.become(TOM_ID)
    await expect(started.welcome).to_be_visible()
    await expect(started.messages("me")).to_have_count(0)

    await started.become(LAYLA_ID)
    await expect(started.messages("me")).to_have_count(1)


async def test_messages_for_others_are_counted(started: ChatPage, sandbox: Sandbox) -> None:
    people.start(sandbox, TOM_ID)

    badge = started.page.locator(f'[data-person-id="{TOM_ID}"] .badge')
    await expect(badge).to_contain_text("1")

    await started.become(TOM_ID)
    await expect(badge).to_be_hidden()


async def test_the_language_of_the_page_turns_it_around_and_is_remembered(chat: ChatPage) -> None:
    page = chat.page.locator("html")
    await expect(page).to_have_attribute("dir", "rtl")

    await chat.switch_language()
    await expect(page).to_have_attribute("dir", "ltr")
    await expect(chat.page.get_by_test_id("start")).to_have_text("Start")

    await chat.page.reload()
    await expect(page).to_have_attribute("lang", "en")


async def test_the_command_menu_works_by_keyboard(started: ChatPage) -> None:
    await started.field.press_sequentially("/t")
    await expect(started.commands).to_have_count(2)

    await started.field.press("ArrowDown")
    await expect(started.commands.nth(1)).to_have_attribute("aria-selected", "true")
    await started.field.press("Enter")

    await started.expect_from_bot("/timeline")
    await expect(started.commands.first).to_be_hidden()
    await expect(started.field).to_have_value("")


async def test_the_command_menu_opens_by_its_button_and_closes_with_escape(started: ChatPage) -> None:
    await started.page.get_by_test_id("menu").click()
    await expect(started.commands).to_have_count(3)

    await started.page.keyboard.press("Escape")

    await expect(started.commands.first).to_be_hidden()


async def test_a_file_reaches_the_bot(started: ChatPage) -> None:
    await started.upload("حقائق.yaml", b"- id: one")

    await started.expect_from_bot("received حقائق.yaml")
    document = started.messages("me").last.get_by_test_id("document")
    await expect(document).to_have_attribute("download", "حقائق.yaml")


async def test_a_photo_is_shown(started: ChatPage, echo_bot: App) -> None:
    await echo_bot.bot.send_photo(LAYLA_ID, png(64, 48), caption="رسم بياني")

    photo = started.page.get_by_role("img", name="رسم بياني")
    await expect(photo).to_be_visible()
    assert await photo.evaluate("image => image.naturalWidth") == 64


async def test_a_reply_keyboard_says_its_labels(started: ChatPage, echo_bot: App) -> None:
    keyboard = ReplyKeyboardMarkup([["نعم", "لا"]])
    await echo_bot.bot.send_message(LAYLA_ID, "?", reply_markup=keyboard)

    await started.page.get_by_test_id("reply-keyboard").get_by_text("نعم").click()

    await started.expect_from_bot("نعم")


async def test_typing_is_shown(started: ChatPage, echo_bot: App) -> None:
    await echo_bot.bot.send_chat_action(LAYLA_ID, "typing")

    await expect(started.status).to_have_text("يكتب…")
    await expect(started.page.get_by_test_id("typing")).to_be_visible()


async def test_arrow_up_edits_what_one_said_last(started: ChatPage) -> None:
    await started.say("one")
    await started.expect_from_bot("one")

    await started.field.press("ArrowUp")
    await expect(started.field).to_have_value("one")
    await started.say("two")

    await expect(started.messages("me").last.locator(".words")).to_have_text("two")


async def test_shift_and_enter_begin_a_line(started: ChatPage) -> None:
    await started.field.fill("one")
    await started.field.press("Shift+Enter")
    await started.field.press_sequentially("two")
    await started.field.press("Enter")

    await expect(started.messages("me").last.locator(".words")).to_have_text(re.compile("one\ntwo"))


async def test_blocking_closes_the_composer_until_restart(started: ChatPage) -> None:
    await started.page.get_by_test_id("block").click()
    await expect(started.field).to_be_hidden()

    await started.start()

    await expect(started.field).to_be_visible()
    await expect(started.messages("me")).to_have_count(2)


async def test_a_group_names_who_speaks(started: ChatPage, sandbox: Sandbox) -> None:
    await started.enter(NEWSROOM_ID)
    said: Message = people.say(sandbox, TOM_ID, "good morning", chat_id=NEWSROOM_ID)

    spoken = started.page.locator(f'[data-message-id="{said.id}"]')
    await expect(spoken.locator(".author")).to_have_text("Tom")


@pytest.mark.usefixtures("echo_bot")
@pytest.mark.parametrize("width", [360, 768, 1280])
async def test_nothing_runs_over_the_edge(browser: Browser, sandbox_server: str, width: int) -> None:
    async with open_chat(browser, sandbox_server, viewport={"width": width, "height": 700}) as chat:
        await chat.start()
        await chat.say("https://example.org/" + "very-long-address" * 12)
        await chat.expect_from_bot("very-long")

        assert not await chat.overflows()


async def test_people_are_chosen_by_keyboard(started: ChatPage) -> None:
    await started.page.get_by_role("radio", name="ليلى").focus()

    await started.page.keyboard.press("ArrowDown")

    await expect(started.page.get_by_role("radio", name="Tom")).to_be_checked()
    await expect(started.welcome).to_be_visible()
    await expect(started.page.get_by_role("radio", name="Tom")).to_be_focused()


async def test_everything_to_press_has_a_name(started: ChatPage) -> None:
    await started.page.get_by_test_id("menu").click()

    outline = await started.page.locator("body").aria_snapshot()

    assert not re.findall(
        r"- (?:button|link|textbox|radio|listbox|navigation|region|log)(?: \[.*\])?:?$", outline, re.M
    )


async def test_news_that_come_before_the_people_do_no_harm(
    browser: Browser, sandbox_server: str, sandbox: Sandbox
) -> None:
    async def hold_up(route: Route) -> None:
        sandbox.events.publish({"type": "profile"})
        await asyncio.sleep(0.2)
        await route.continue_()

    chat = ChatPage(await browser.new_page())
    await chat.page.route("**/sandbox/people", hold_up)
    await chat.open(sandbox_server)

    await expect(chat.welcome).to_be_visible()
    assert chat.complaints == []
    await chat.page.close()


async def test_a_link_to_the_bot_opens_it_here(started: ChatPage, echo_bot: App) -> None:
    await echo_bot.bot.send_message(LAYLA_ID, "https://t.me/marsad_sandbox_bot?start=fact-1")

    await started.messages("bot").last.get_by_role("link").click()

    await started.expect_from_bot("/start fact-1")


async def test_a_command_in_a_message_is_said_when_pressed(started: ChatPage, echo_bot: App) -> None:
    await echo_bot.bot.send_message(LAYLA_ID, "جرّب /latest الآن")

    await started.messages("bot").last.get_by_text("/latest").click()

    await started.expect_from_bot("/latest")


async def test_the_page_finds_the_server_again_after_a_restart(browser: Browser) -> None:
    chat = ChatPage(await browser.new_page())
    async with serve_sandbox(Sandbox()) as address:
        await chat.open(address)
    await expect(chat.status).to_have_text("انقطع الاتصال، تجري إعادة المحاولة…")

    renewed = Sandbox()
    async with serve_sandbox(renewed, port=int(address.rpartition(":")[2])):
        await expect(chat.status).to_have_text("بوت", timeout=15_000)
        people.start(renewed, LAYLA_ID)
        await expect(chat.messages("me")).to_have_count(1)
        await chat.page.close()


async def test_who_one_is_stands_in_view_among_many(sandbox: Sandbox, browser: Browser, sandbox_server: str) -> None:
    many = [Person(3000 + number, f"Reader {number}", "ar") for number in range(9)]
    for person in many:
        sandbox.add_person(person)

    async with open_chat(browser, sandbox_server, viewport={"width": 380, "height": 700}) as chat:
        await chat.become(many[-1].id)

        chosen = chat.page.locator(f'[data-person-id="{many[-1].id}"]')
        await expect(chosen.locator(".person-name")).to_be_visible()
        await expect(chosen).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("day", ["✓ Wednesday", "✓ الأربعاء"])
async def test_of_three_buttons_in_a_row_none_breaks_a_word(
    browser: Browser, sandbox_server: str, echo_bot: App, day: str
) -> None:
    row = [InlineKeyboardButton(day, callback_data=str(number)) for number in range(3)]
    async with open_chat(browser, sandbox_server, viewport={"width": 380, "height": 700}) as chat:
        await chat.start()
        await echo_bot.bot.send_message(LAYLA_ID, "On which days should the digest come?")
        await echo_bot.bot.send_message(
            LAYLA_ID, "On which days should it come?", reply_markup=InlineKeyboardMarkup([row])
        )

        buttons = chat.button(day)
        await expect(buttons).to_have_count(3)
        lines = await buttons.first.evaluate(
            """(button) => {
              const range = document.createRange();
              range.selectNodeContents(button.firstChild);
              return new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size;
            }"""
        )
        assert lines <= len(day.split())
