"""All three uses of the bot, on its chat page, in a real browser and in both languages of the interface."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from bot.sandbox import CURATOR_ID
from handlers.texts import Texts, texts_in
from knowledge.base.factfiles import read_document
from knowledge.curation import Curation
from knowledge.database import Database
from knowledge.model import PartialDate
from knowledge.readers.curators import Curators
from tests.bot.sandbox.chat_page import ChatPage, launch_browser, open_chat
from tests.end_to_end.conftest import CopyBase
from tests.end_to_end.stage import marsad_in_its_sandbox, settings_for, url_of

# One bot, one browser and therefore one event loop for the whole module.
pytestmark = pytest.mark.asyncio(loop_scope="module")

MARSAD = Path(sys.executable).with_name("marsad")
SOURCE = "📰"
PATIENCE = 15_000  # milliseconds; the bot says at most one thing a second in a chat

TWINS = """
facts:
  - id: northern-lighthouse
    topics: [race]
    as_of: 1998
    text: {ar: رسمت سلوى منارة ناورو الشمالية عام 1998., en: Salwa painted the northern lighthouse of Nauru in 1998.}
    aliases: {ar: [من رسم المنارة], en: [who painted the lighthouse]}
  - id: southern-lighthouse
    topics: [race]
    as_of: 2003
    text: {ar: رسم كريم منارة ناورو الجنوبية عام 2003., en: Karim painted the southern lighthouse of Nauru in 2003.}
    aliases: {ar: [من رسم المنارة], en: [who painted the lighthouse]}
"""


@dataclass(frozen=True)
class Words:
    """What people write and choose in one language; a fact is written in both, in this one first."""

    language: str
    question: str
    answer: str
    vague: str
    meant: str
    unanswerable: str
    unknown_name: str
    topics: tuple[str, str]
    city_with_a_typo: str
    city: str
    statements: tuple[str, str]
    date: str
    alias: str

    @property
    def texts(self) -> Texts:
        return texts_in(self.language)


ARABIC = Words(
    language="ar",
    question="كم عدد مستخدمي ديب سيك؟",
    answer="97 مليون",
    vague="من رسم المنارة؟",
    meant="رسمت سلوى منارة ناورو الشمالية عام 1998.",
    unanswerable="كيف أخبز الخبز في البيت؟",
    unknown_name="كم عدد مستخدمي شات جي بي تي؟",
    topics=("قيود تصدير الرقائق", "مؤتمر شنغهاي 2025"),
    city_with_a_typo="القاهرا",
    city="القاهرة",
    statements=("تعيش اثنتا عشرة بومة في حديقة سيوة.", "Twelve owls live in the zoo of Siwa."),
    date="3 أغسطس 2025",
    alias="كم بومة تعيش في سيوة؟",
)
ENGLISH = Words(
    language="en",
    question="How many people use DeepSeek?",
    answer="97 million",
    vague="Who painted the lighthouse?",
    meant="Salwa painted the northern lighthouse of Nauru in 1998.",
    unanswerable="How do I bake bread at home?",
    unknown_name="How many users does ChatGPT have?",
    topics=("Export controls", "WAIC 2025"),
    city_with_a_typo="Cairoo",
    city="Cairo",
    statements=("Nine otters live in the zoo of Tobago.", "تعيش تسعة قضاعات في حديقة توباغو."),
    date="August 2025",
    alias="How many otters live in Tobago?",
)
IN_BOTH_LANGUAGES = pytest.mark.parametrize(
    "words", [pytest.param(ARABIC, id="arabic"), pytest.param(ENGLISH, id="english")]
)

Open = Callable[..., AbstractAsyncContextManager[ChatPage]]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with launch_browser() as launched:
        yield launched


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def base(tmp_path_factory: pytest.TempPathFactory, copy_base: CopyBase) -> Path:
    """The launch base, and two facts of which nobody can say which one is asked for."""
    copied = copy_base(tmp_path_factory.mktemp("browser"))
    database = Database(url_of(copied))
    await Curation(database).import_document(read_document(TWINS), author_id=None, now=datetime.now(UTC))
    await database.close()
    return copied


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def address(base: Path) -> AsyncIterator[str]:
    """Of the chat page of a bot that runs without a token."""
    async with marsad_in_its_sandbox(settings_for(base)) as found:
        yield found


@pytest_asyncio.fixture(loop_scope="module")
async def control(address: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
        yield client


@pytest.fixture
def enter(browser: Browser, address: str, control: httpx.AsyncClient) -> Open:
    """Somebody new, on a page of their own, who has pressed the start button."""

    @asynccontextmanager
    async def open_page(words: Words, person_id: int | None = None) -> AsyncIterator[ChatPage]:
        if person_id is None:
            person_id = await new_person(control, words.language)
        async with open_chat(browser, address, reduced_motion="reduce") as chat:
            if words.language == "en":
                await chat.switch_language()
            await chat.become(person_id)
            await chat.start()
            await hears(chat, words.texts.plain("welcome-examples"))
            yield chat

    return open_page


async def new_person(control: httpx.AsyncClient, language: str) -> int:
    name = {"ar": "نور", "en": "Nora"}[language]
    added = await control.post("/sandbox/people", json={"language_code": language, "first_name": name})
    return int(added.json()["id"])


async def hears(chat: ChatPage, *parts: str) -> None:
    """What the bot says last holds all of these."""
    for part in parts:
        await expect(chat.messages("bot").last.locator(".words")).to_contain_text(part, timeout=PATIENCE)


async def choose(chat: ChatPage, *labels: str) -> None:
    """Press the newest button of each of these names, one after the other."""
    for label in labels:
        await newest(chat, label).click(timeout=PATIENCE)


def newest(chat: ChatPage, label: str) -> Locator:
    """The button in the newest message that has one so named."""
    message = chat.messages("bot").filter(has=chat.button(label)).last
    return message.get_by_test_id("inline-button").filter(has_text=label).first


def evidence(words: Words) -> tuple[str, str]:
    """The lines with date and source under the answer about the users of DeepSeek."""
    date = words.texts.plain("fact-as-of", date=PartialDate("2025-04"))
    source = words.texts.plain("fact-source", publisher="الجزيرة – فورين أفيرز", title="")
    return date, source.rstrip("\u2068\u2069 –")


@IN_BOTH_LANGUAGES
async def test_a_question_gets_one_fact_with_its_date_and_source(enter: Open, words: Words) -> None:
    async with enter(words) as chat:
        await chat.say(words.question)

        await hears(chat, words.answer, *evidence(words))
        await expect(chat.messages("bot")).to_have_count(2)


@IN_BOTH_LANGUAGES
async def test_of_several_facts_one_is_chosen(enter: Open, words: Words) -> None:
    async with enter(words) as chat:
        await chat.say(words.vague)
        await hears(chat, words.texts.plain("suggestions"))

        await choose(chat, words.meant[:12])

        await hears(chat, words.meant, words.texts.plain("fact-as-of", date=PartialDate("1998")))
        await expect(chat.messages("bot")).to_have_count(2)


@IN_BOTH_LANGUAGES
async def test_none_of_them_may_be_meant(enter: Open, words: Words) -> None:
    async with enter(words) as chat:
        await chat.say(words.vague)

        await choose(chat, words.texts.plain("button-none-of-these"))

        await hears(chat, words.texts.plain("none-of-these"))
        await expect(chat.messages("bot").last.get_by_test_id("inline-button")).to_have_count(0)


@IN_BOTH_LANGUAGES
async def test_what_nobody_knows_leads_to_what_is_known(enter: Open, words: Words) -> None:
    async with enter(words) as chat:
        await chat.say(words.unanswerable)
        await hears(chat, words.texts.plain("unknown"), words.texts.plain("unknown-topics"))

        topic = chat.messages("bot").last.get_by_test_id("inline-button").first
        title = await topic.inner_text()
        await topic.click()

        await hears(chat, title)
        await choose(chat, "1")
        await hears(chat, SOURCE)


@IN_BOTH_LANGUAGES
async def test_what_the_base_has_nothing_on_is_said_by_name(enter: Open, words: Words) -> None:
    async with enter(words) as chat:
        await chat.say(words.unknown_name)
        await hears(chat, {"ar": "شات جي بي تي", "en": "ChatGPT"}[words.language])

        assert words.answer not in await chat.messages("bot").last.inner_text()


@IN_BOTH_LANGUAGES
async def test_a_digest_is_subscribed_to_and_arrives_by_itself(
    enter: Open, words: Words, control: httpx.AsyncClient, base: Path
) -> None:
    texts, person_id = words.texts, await new_person(control, words.language)
    async with enter(words, person_id) as chat:
        await chat.say("/subscribe")
        await choose(chat, *words.topics)
        await choose(chat, texts.plain("button-next"))
        await hears(chat, texts.plain("choose-hour"))
        await choose(chat, "8:00", texts.plain("button-other-zone"))
        await hears(chat, texts.plain("type-zone"))
        await chat.say(words.city_with_a_typo)
        await hears(chat, texts.plain("confirm-subscription"), "8:00", words.city, *words.topics)
        await choose(chat, texts.plain("button-subscribe"))
        await hears(chat, texts.plain("settings"))
        await chat.page.evaluate("window.untouched = true")

        await send_digest_now(person_id, base, control)

        await hears(chat, texts.plain("digest", date="").strip("\u2068\u2069 "), words.topics[1])
        await expect(newest(chat, texts.plain("button-of-fact", what="source", number=3))).to_be_visible()
        assert await chat.page.evaluate("window.untouched")
        await choose(chat, texts.plain("button-mute", title=words.topics[1]))
        await hears(chat, texts.plain("muted", title=words.topics[1]))
        await choose(chat, texts.plain("button-of-fact", what="source", number=1))
        await hears(chat, SOURCE)


async def send_digest_now(person_id: int, base: Path, control: httpx.AsyncClient) -> None:
    """As an operator does beside the bot that runs."""
    variables = {
        "MARSAD_DATABASE_URL": url_of(base),
        "MARSAD_PORT": str(control.base_url.port),
        "MARSAD_ENCODER": "false",
    }
    process = await asyncio.create_subprocess_exec(
        MARSAD, "digest", "send-now", str(person_id), env=os.environ | variables, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    assert out.decode().startswith("sent: ")


@pytest_asyncio.fixture(loop_scope="module")
async def english_curator(base: Path, control: httpx.AsyncClient) -> int:
    database = Database(url_of(base))
    person_id = await new_person(control, "en")
    await Curators(database, frozenset()).add(person_id, "Nora", CURATOR_ID, datetime.now(UTC))
    await database.close()
    return person_id


@IN_BOTH_LANGUAGES
async def test_a_fact_is_added_found_and_taken_back(enter: Open, words: Words, english_curator: int) -> None:
    texts = words.texts
    curator_id = {"ar": CURATOR_ID, "en": english_curator}[words.language]
    async with enter(words, curator_id) as curator, enter(words) as reader:
        await curator.say("/add")
        await hears(curator, texts.plain("draft-step", step="statement", language="en"))
        for statement in words.statements:
            await curator.say(statement)
        await choose(curator, words.topics[0], texts.plain("button-next"))
        await hears(curator, texts.plain("draft-step", step="date", language="en"))
        await curator.say(words.date)
        await hears(curator, texts.plain("draft-step", step="source", language="en"))
        await curator.say("Nauru Times – Notes – https://example.org/notes")
        await choose(curator, texts.plain("standing", standing="reported"))
        await hears(curator, texts.plain("draft-step", step="aliases", language="en"))
        await curator.say(words.alias)
        await hears(curator, texts.plain("preview"))
        await choose(curator, texts.plain("button-publish"))
        await hears(curator, "✅")

        await reader.say(words.alias)
        await hears(reader, words.statements[0], "Nauru Times")
        await expect(reader.messages("bot").last.get_by_role("link", name="Notes")).to_be_visible()

        await curator.say("/undo")
        await choose(curator, texts.plain("button-quietly", change="undo"))
        await hears(curator, texts.plain("changed", done="undone", fact="", number="")[:12])
        await reader.say(words.alias)
        await expect(reader.messages("bot")).to_have_count(3, timeout=PATIENCE)
        await expect(reader.messages("bot").last).not_to_contain_text(words.statements[0])


@IN_BOTH_LANGUAGES
async def test_everything_can_be_done_with_the_keyboard(enter: Open, words: Words) -> None:
    async with enter(words) as chat:
        await chat.field.focus()
        await chat.page.keyboard.type("/sub")
        await chat.page.keyboard.press("Enter")
        await hears(chat, words.texts.plain("choose-topics"))
        for label in (words.topics[0], words.texts.plain("button-next"), "20:00", words.city):
            await press_with_the_keyboard(chat, label)
        await hears(chat, words.texts.plain("confirm-subscription"))
        await press_with_the_keyboard(chat, words.texts.plain("button-subscribe"))

        await hears(chat, words.texts.plain("settings"), "20:00", words.city, words.topics[0])


async def press_with_the_keyboard(chat: ChatPage, label: str) -> None:
    """Go back from the field to the button with the tabulator, and press Enter."""
    button = newest(chat, label)
    await expect(button).to_be_visible(timeout=PATIENCE)
    await chat.field.focus()
    for _ in range(40):
        await chat.page.keyboard.press("Shift+Tab")
        if await button.evaluate("button => button === document.activeElement"):
            break
    await chat.page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("words", "row"),
    [
        pytest.param(ARABIC, ["9:00", "8:00", "7:00", "6:00"], id="arabic"),
        pytest.param(ENGLISH, ["6:00", "7:00", "8:00", "9:00"], id="english"),
    ],
)
async def test_a_row_of_buttons_is_read_as_its_language_is(enter: Open, words: Words, row: list[str]) -> None:
    async with enter(words) as chat:
        await chat.say("/subscribe")
        await choose(chat, words.topics[0], words.texts.plain("button-next"))

        rows = chat.page.locator(".buttons .row").filter(has=chat.button("6:00"))
        await expect(rows.get_by_test_id("inline-button")).to_have_text(row)
