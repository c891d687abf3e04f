"""The chat page as tests use it, and the browser to open it in."""

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, ConsoleMessage, Locator, Page, async_playwright, expect

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class ChatPage:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._note)
        self.field = page.get_by_test_id("composer-text")
        self.log = page.get_by_test_id("log")
        self.toast = page.get_by_test_id("toast")
        self.alert = page.get_by_test_id("alert")
        self.welcome = page.get_by_test_id("welcome")
        self.status = page.get_by_test_id("status")
        self.commands = page.get_by_test_id("command")

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    async def open(self, address: str) -> None:
        await self.page.goto(address)
        await expect(self.page.get_by_test_id("person")).not_to_have_count(0)

    async def start(self) -> None:
        await self.page.get_by_test_id("start").click()

    async def say(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")

    async def become(self, person_id: int) -> None:
        await self.page.locator(f'[data-testid="person"][data-person-id="{person_id}"]').click()

    async def enter(self, chat_id: int) -> None:
        await self.page.locator(f'[data-testid="chat"][data-chat-id="{chat_id}"]').click()

    async def switch_language(self) -> None:
        await self.page.get_by_test_id("language").click()

    async def upload(self, name: str, content: bytes) -> None:
        file: Any = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        await self.page.get_by_test_id("file").set_input_files(file)

    def button(self, label: str) -> Locator:
        return self.page.get_by_test_id("inline-button").filter(has_text=label)

    def messages(self, sender: str) -> Locator:
        """Those of "me", the "bot" or "other" people, oldest first."""
        return self.log.locator(f'[data-testid="message"][data-from="{sender}"]')

    async def expect_from_bot(self, text: str) -> None:
        await expect(self.messages("bot").last.locator(".words")).to_have_text(re.compile(re.escape(text)))

    async def overflows(self) -> bool:
        """Whether one has to scroll sideways."""
        return bool(await self.page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@asynccontextmanager
async def launch_browser() -> AsyncIterator[Browser]:
    """Skips the test where there is no Chromium."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        pytest.skip("no browser: neither chromium nor google-chrome is on the PATH")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        await browser.close()


@asynccontextmanager
async def open_chat(browser: Browser, address: str, **options: Any) -> AsyncIterator[ChatPage]:
    """The page as somebody who has never been there sees it; fails on errors in its scripts."""
    context = await browser.new_context(**options)
    chat = ChatPage(await context.new_page())
    await chat.open(address)
    yield chat
    await context.close()
    assert not chat.complaints, chat.complaints
