import struct
import zlib

import httpx
import pytest
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.sandbox.methods.pictures import picture_size


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\x80" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x20\x00\x40\x01\x01\x11\x00"


@pytest.mark.parametrize(
    ("content", "size"),
    [
        pytest.param(png(640, 480), (640, 480), id="png"),
        pytest.param(JPEG, (64, 32), id="jpeg"),
        pytest.param(b"GIF89a", None, id="gif"),
        pytest.param(b"", None, id="nothing"),
    ],
)
def test_pictures_tell_their_size(content: bytes, size: tuple[int, int] | None) -> None:
    assert picture_size(content) == size


async def test_a_document_of_a_person_reaches_the_bot(
    layla: int, client: ExtBot[None], control: httpx.AsyncClient
) -> None:
    form = {"file": ("حقائق.yaml", b"- id: one", "text/yaml")}
    await control.post(f"/sandbox/people/{layla}/files", files=form, data={"caption": "جديد"})

    message = (await client.get_updates())[0].message

    assert message is not None
    assert message.document is not None
    assert (message.document.file_name, message.caption) == ("حقائق.yaml", "جديد")
    file = await message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"- id: one"


async def test_a_document_of_the_bot_reaches_the_page(
    layla: int, client: ExtBot[None], control: httpx.AsyncClient
) -> None:
    sent = await client.send_document(layla, b"<html>", filename="تقرير.html", caption="<b>هذا</b>", parse_mode="HTML")

    assert sent.document is not None
    file = await control.get(f"/sandbox/files/{sent.document.file_id}")

    assert file.content == b"<html>"
    assert file.headers["content-type"] == "application/octet-stream"
    assert file.headers["content-disposition"].startswith("attachment")
    assert sent.caption_entities[0].type == "bold"


async def test_a_photo_is_sent_again_by_its_id(layla: int, client: ExtBot[None]) -> None:
    first = await client.send_photo(layla, png(40, 30))
    second = await client.send_photo(layla, first.photo[-1].file_id, caption="again")

    assert (second.photo[-1].width, second.photo[-1].height) == (40, 30)
    assert second.photo[-1].file_unique_id == first.photo[-1].file_unique_id


async def test_what_is_not_a_picture_is_refused_as_a_photo(layla: int, client: ExtBot[None]) -> None:
    with pytest.raises(BadRequest, match=r"(?i)IMAGE_PROCESS_FAILED"):
        await client.send_photo(layla, b"not a picture")


async def test_caption_changes_and_copies(layla: int, client: ExtBot[None]) -> None:
    sent = await client.send_document(layla, b"x", caption="one")
    edited = await sent.edit_caption("two")
    copied = await sent.copy(layla)

    assert edited is not True
    assert edited.caption == "two"
    assert copied.message_id == sent.message_id + 1


@pytest.mark.parametrize("path", ["/file/bot1:a/files/9/none", "/file/bota/files/1/x", "/sandbox/files/none"])
async def test_unknown_files_are_not_found(control: httpx.AsyncClient, path: str) -> None:
    assert (await control.get(path)).status_code == 404
