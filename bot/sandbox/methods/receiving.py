"""How the bot hears of things: long polling, a webhook, files."""

from bot.sandbox import wire
from bot.sandbox.errors import bad_request, conflict
from bot.sandbox.model import Json
from bot.sandbox.parameters import Parameters
from bot.sandbox.state import Sandbox

MOST_UPDATES = 100
LARGEST_DOWNLOAD = 20 * 1024 * 1024


async def get_updates(sandbox: Sandbox, parameters: Parameters) -> list[Json]:
    if sandbox.webhook.url:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    sandbox.updates.allow(parameters.structure("allowed_updates"))
    limit = min(max(parameters.integer("limit", MOST_UPDATES), 1), MOST_UPDATES)
    updates = await sandbox.updates.poll(parameters.integer("offset"), limit, parameters.integer("timeout"))
    return [update.as_json() for update in updates]


async def set_webhook(sandbox: Sandbox, parameters: Parameters) -> bool:
    url = parameters.text("url")
    if not url:
        return await delete_webhook(sandbox, parameters)
    if not url.startswith(("http://", "https://")):
        raise bad_request("bad webhook: invalid webhook URL specified")
    sandbox.updates.allow(parameters.structure("allowed_updates"))
    if parameters.boolean("drop_pending_updates"):
        sandbox.updates.clear()
    await sandbox.webhook.set(url, parameters.text("secret_token"))
    return True


async def delete_webhook(sandbox: Sandbox, parameters: Parameters) -> bool:
    await sandbox.webhook.remove()
    if parameters.boolean("drop_pending_updates"):
        sandbox.updates.clear()
    return True


def get_webhook_info(sandbox: Sandbox, _parameters: Parameters) -> Json:
    info: Json = {
        "url": sandbox.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(sandbox.updates.pending()),
        "allowed_updates": sorted(sandbox.updates.allowed),
    }
    if sandbox.webhook.last_error:
        at, words = sandbox.webhook.last_error
        info |= {"last_error_date": int(at.timestamp()), "last_error_message": words}
    return info


def get_file(sandbox: Sandbox, parameters: Parameters) -> Json:
    file = sandbox.files.get(parameters.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return wire.file(file) | {"file_path": file.path}
