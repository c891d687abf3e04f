"""Answers to pressed buttons and to inline queries, each good once and for a while."""

from dataclasses import replace
from datetime import timedelta

from bot.sandbox.errors import bad_request
from bot.sandbox.model import Json
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import Sandbox

LONGEST_ANSWER = 200
MOST_RESULTS = 50
INLINE_LIFETIME = timedelta(seconds=30)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(sandbox: Sandbox, parameters: Parameters) -> bool:
    press = sandbox.presses.get(parameters.text("callback_query_id"))
    if press is None or press.answer is not None or sandbox.now() - press.at > sandbox.callback_lifetime:
        raise bad_request(TOO_OLD)
    text = parameters.text("text")
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer: Json = {"text": text, "show_alert": parameters.boolean("show_alert"), "url": parameters.text("url")}
    sandbox.presses[press.id] = replace(press, answer=answer)
    asked = {"person_id": press.person_id, "chat_id": press.chat_id, "message_id": press.message_id}
    sandbox.events.publish({"type": "answer", "data": press.data} | asked | answer)
    return True


def answer_inline_query(sandbox: Sandbox, parameters: Parameters) -> bool:
    query = sandbox.inline_queries.get(parameters.text("inline_query_id"))
    if query is None or query.answer is not None or sandbox.now() - query.at > INLINE_LIFETIME:
        raise bad_request(TOO_OLD)
    results = parameters.structure("results") or []
    if len(results) > MOST_RESULTS:
        raise bad_request("too many inline query results specified")
    answer = {
        "results": results,
        "next_offset": parameters.text("next_offset"),
        "is_personal": parameters.boolean("is_personal"),
        "cache_time": parameters.integer("cache_time", 300),
    }
    sandbox.inline_queries[query.id] = replace(query, answer=answer)
    return True
