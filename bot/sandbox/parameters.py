"""The parameters of a call, however they came: in the address, a form, a multipart form or JSON."""

import json
import re
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.errors import bad_request
from bot.sandbox.model import Json

LARGEST_UPLOAD = 50 * 1024 * 1024
HALF_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True)
class Upload:
    name: str
    content: bytes
    mime_type: str


class Parameters:
    """In a form everything is a string, and what is nested is JSON in a string; in JSON it is itself."""

    def __init__(self, values: Json) -> None:
        self.values = values

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name)
        if value is None or isinstance(value, Upload):
            return default
        if HALF_SURROGATE.search(text := str(value)):  # JSON can escape one
            raise bad_request("strings must be encoded in UTF-8")
        return text

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.text(name) or default)
        except ValueError as error:
            raise bad_request(f"{name} must be an integer") from error

    def boolean(self, name: str) -> bool:
        return self.text(name).lower() in {"true", "1", "yes"}

    def structure(self, name: str) -> Any:
        """A list or an object; None when it was not given."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError as error:
            raise bad_request(f"can't parse {name} JSON object") from error

    def upload(self, name: str) -> Upload | None:
        """The file itself, or the part of the form that "attach://part" names."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            value = self.values.get(value.removeprefix("attach://"))
        return value if isinstance(value, Upload) else None

    def chat_id(self) -> int:
        if "chat_id" not in self:
            raise bad_request("chat_id is empty")
        try:
            return int(self.text("chat_id"))
        except ValueError as error:
            raise bad_request("chat not found") from error

    def recorded(self) -> Json:
        """For the record of calls: nested JSON opened, a file as its name and size."""
        return {name: _recorded(value) for name, value in self.values.items()}


async def read_parameters(request: Request) -> Parameters:
    values: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        values |= _object(await request.body())
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        values |= await _read_form(request)
    return Parameters(values)


async def _read_form(request: Request) -> Json:
    async with request.form() as form:
        return {name: await _form_value(value) for name, value in form.items()}


async def _form_value(value: UploadFile | str) -> Upload | str:
    if isinstance(value, str):
        return value
    return Upload(value.filename or "file", await value.read(), value.content_type or "")


def _object(body: bytes) -> Json:
    try:
        values = json.loads(body or b"{}")
    except ValueError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(values, dict):
        raise bad_request("object expected")
    return values


def _recorded(value: Any) -> Any:
    if isinstance(value, Upload):
        return {"file_name": value.name, "size": len(value.content)}
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
