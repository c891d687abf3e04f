"""How a broadcast looks: where it arrives, and to the owner who writes it and watches it go out."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from math import ceil
from typing import Any

from telegram import InlineKeyboardButton

from handlers.announcement import Announcement
from handlers.fact_view import topic_title
from handlers.keyboards import button, in_rows, keyboard, refer, ticked
from handlers.markup import Html, joined
from handlers.outlet import PRIVATE, Outlet
from handlers.replies import Reply
from handlers.texts import LANGUAGES, Texts, texts_in
from knowledge.model import Topic
from scheduler.campaigns.audiences import Audience
from scheduler.campaigns.progress import Progress
from scheduler.campaigns.rows import CampaignState
from scheduler.model import ChatKind
from scheduler.sending.outage import Outage
from scheduler.sending.switch import Pause
from scheduler.timing.zones import zoneinfo_of

_MINUTE = 60


def render_broadcast(body: Mapping[str, Any], texts: Texts, outlet: Outlet = PRIVATE) -> Reply:
    """What the owner wrote, and the way to get no more. In a channel nobody presses for all."""
    rows = [] if outlet.kind is ChatKind.CHANNEL else [[button(texts.plain("button-unsubscribe"), "stop")]]
    return Reply(Html(body["html"]), keyboard(rows, texts.language))


def render_translation(language: str, texts: Texts) -> Reply:
    row = [button(texts.plain("button-skip"), "broadcast-skip")]
    return Reply(texts.format("broadcast-translation", language=language), keyboard([row], texts.language))


def render_audience(audience: Audience, topics: Iterable[Topic], texts: Texts) -> Reply:
    """One choice of whom it is for, and whether groups and channels are among them."""
    languages = [
        _choice(audience, "language", language, texts.plain("broadcast-language", language=language))
        for language in LANGUAGES
    ]
    of_topics = [_choice(audience, "topic", topic.id, topic_title(topic, texts)) for topic in topics]
    everywhere = ticked(texts.plain("broadcast-groups-too"), is_chosen=not audience.people_only)
    rows = [
        [_choice(audience, "all", "", texts.plain("broadcast-everyone"))],
        languages,
        *in_rows(of_topics, 2),
        [button(everywhere, "broadcast-groups")],
        [button(texts.plain("button-next"), "broadcast-look")],
    ]
    return Reply(texts.format("broadcast-audience"), keyboard(rows, texts.language))


def _choice(audience: Audience, kind: str, value: str, title: str) -> InlineKeyboardButton:
    is_chosen = (audience.kind, audience.value) == (kind, value)
    return button(ticked(title, is_chosen=is_chosen), "broadcast-to", kind, refer(value) if value else "")


def render_cards(announcement: Announcement) -> list[Reply]:
    """Exactly as it will arrive, once in each of its languages."""
    return [render_broadcast({"html": html}, texts_in(language)) for language, html in announcement.html.items()]


def render_decision(
    announcement: Announcement, reach: int, seconds: float, topics: Iterable[Topic], texts: Texts
) -> Reply:
    """How many chats get it, and how long that takes; ``seconds`` at the present rate."""
    parts = [
        texts.format("broadcast-preview"),
        joined([_audience(announcement.audience, topics, texts), _amount(reach, seconds, texts)]),
    ]
    if announcement.missing_language:
        parts.insert(1, texts.format("broadcast-one-language"))
    rows = [
        [button(texts.plain("button-send"), "broadcast-send")] if reach else [],
        [
            button(texts.plain("button-other-audience"), "broadcast-audience"),
            button(texts.plain("button-rewrite"), "broadcast-rewrite"),
        ],
        [button(texts.plain("button-cancel"), "broadcast-drop")],
    ]
    return Reply(joined(parts, "\n\n"), keyboard(rows, texts.language))


def _audience(audience: Audience, topics: Iterable[Topic], texts: Texts) -> Html:
    titles = {topic.id: topic_title(topic, texts) for topic in topics}
    where = "people" if audience.people_only else "everywhere"
    match audience.kind:
        case "topic":
            who = texts.format("broadcast-of-topic", title=titles.get(audience.value, audience.value))
        case "language":
            who = texts.format("broadcast-language", language=audience.value)
        case _:
            who = texts.format("broadcast-everyone")
    return texts.format("broadcast-whom", who=who, where=where)


def _amount(reach: int, seconds: float, texts: Texts) -> Html:
    amount = texts.format("broadcast-reach", count=reach)
    return joined([amount, texts.format("broadcast-takes", minutes=ceil(seconds / _MINUTE))]) if reach else amount


def render_progress(progress: Progress, obstacle: Pause | Outage | None, zone: str, texts: Texts) -> Reply:
    """The card of one broadcast, with what can be done about it; times are told in ``zone``.

    ``obstacle`` is why nothing at all goes out, if so.
    """
    campaign = progress.campaign
    parts = [texts.format("broadcast-card", number=str(campaign.id)), _state(progress, zone, texts)]
    if obstacle and progress.left and campaign.state is not CampaignState.CANCELLED:
        parts.append(texts.format("broadcast-paused" if isinstance(obstacle, Pause) else "broadcast-held-up"))
    return Reply(joined(parts, "\n\n"), keyboard([_actions(progress, texts)], texts.language))


def _state(progress: Progress, zone: str, texts: Texts) -> Html:
    campaign = progress.campaign
    if campaign.state is CampaignState.SCHEDULED:
        starts = texts.moment(campaign.starts_at, zoneinfo_of(zone))
        return texts.format("broadcast-scheduled", time=starts, zone=texts.zone(zone), count=progress.left)
    if campaign.state is CampaignState.CANCELLED and not campaign.entered:
        return texts.format("broadcast-undone")
    return joined([_headline(progress, texts), *_counts(progress, texts), *_pace(progress, zone, texts)])


def _headline(progress: Progress, texts: Texts) -> Html:
    if progress.campaign.state is CampaignState.CANCELLED:
        return texts.format("broadcast-state", state="stopped")
    return texts.format("broadcast-state", state="going" if progress.left else "done")


def _counts(progress: Progress, texts: Texts) -> list[Html]:
    counts = {
        "sent": progress.sent,
        "left": progress.left,
        "unknown": progress.unknown,
        "dead": progress.dead,
        "skipped": progress.skipped,
    }
    always = {"sent", "left"} if progress.left else {"sent"}
    return [
        texts.format("broadcast-count", what=what, count=str(count))
        for what, count in counts.items()
        if count or what in always
    ]


def _pace(progress: Progress, zone: str, texts: Texts) -> list[Html]:
    if not progress.left or not progress.rate:
        return []
    lines = [texts.format("sending-rate", rate=f"{progress.rate:.1f}")]
    if progress.ends_at:
        # A minute that has begun is not over yet.
        ends = texts.moment(progress.ends_at + timedelta(minutes=1), zoneinfo_of(zone))
        lines.append(texts.format("broadcast-until", time=ends, zone=texts.zone(zone)))
    return lines


def _actions(progress: Progress, texts: Texts) -> list[InlineKeyboardButton]:
    number = progress.campaign.id
    refresh = button(texts.plain("button-refresh"), "broadcast-card", number)
    match progress.campaign.state:
        case CampaignState.SCHEDULED:
            return [button(texts.plain("button-undo"), "broadcast-undo", number), refresh]
        case CampaignState.ENTERING | CampaignState.ENTERED if progress.left:
            return [refresh, button(texts.plain("button-stop-broadcast"), "broadcast-stop", number)]
        case _:
            return []


def render_stopping(number: int, texts: Texts) -> Reply:
    """A stop cannot be undone, so it is asked for twice."""
    row = [
        button(texts.plain("button-stop-broadcast"), "broadcast-halt", number),
        button(texts.plain("button-back"), "broadcast-card", number),
    ]
    return Reply(texts.format("broadcast-stop"), keyboard([row], texts.language))
