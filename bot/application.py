"""What the bot knows how to do: the services over one base, and the handlers that talk about them."""

from telegram.ext import ApplicationBuilder, ContextTypes, ExtBot

from bot.base import Base, utc_now
from handlers import (
    about,
    adding,
    ask,
    broadcast,
    browse,
    continuing,
    digest,
    editing,
    exchange,
    failures,
    feedback,
    guarding,
    inbox,
    language,
    membership,
    mydata,
    preview,
    review,
    rhythm,
    sending,
    start,
    subscribe,
    team,
    thresholds,
    undoing,
    unknown,
    why,
)
from handlers import settings as chat_settings
from handlers.context import App, Context, Services, no_next_text
from handlers.pace import Pace
from knowledge.answering.conversation import Conversation
from knowledge.answering.regressions import Regressions
from knowledge.readers.curators import Curators
from knowledge.readers.dialogues import Dialogues
from knowledge.readers.feedback import Feedback
from knowledge.readers.readers import Readers
from knowledge.readers.reviews import Reviews
from knowledge.readers.showings import Showings
from knowledge.readers.thresholds import ThresholdSettings
from scheduler.accounts.ledger import Ledger
from scheduler.accounts.sending import Sending
from scheduler.campaigns.campaigns import Campaigns
from scheduler.campaigns.corrections import Corrections
from scheduler.digests.tick import Digests
from scheduler.sending.switch import Switch
from scheduler.subscribing.subscribers import Subscribers

# Among those of one group, the first that takes an update handles it.
HANDLERS = (
    failures,
    language,
    start,
    browse,
    ask,
    about,
    why,
    feedback,
    digest,
    subscribe,
    rhythm,
    chat_settings,
    mydata,
    membership,
    adding,
    editing,
    undoing,
    guarding,
    inbox,
    review,
    preview,
    exchange,
    sending,
    broadcast,
    team,
    thresholds,
    continuing,
    unknown,
)


def services_of(base: Base, owners: frozenset[int]) -> Services:
    database = base.database
    ratings = Feedback(database)
    return Services(
        answers=base.answers,
        conversation=Conversation(base.answers, base.catalogue, base.questions),
        catalogue=base.catalogue,
        curation=base.curation,
        questions=base.questions,
        feedback=ratings,
        reviews=Reviews(database),
        regressions=Regressions(base.answers, ratings, base.questions),
        readers=Readers(database),
        curators=Curators(database, owners),
        dialogues=Dialogues(database),
        showings=Showings(database),
        subscribers=Subscribers(database),
        digests=Digests(database),
        campaigns=Campaigns(database),
        corrections=Corrections(database),
        ledger=Ledger(database),
        sending=Sending(database),
        switch=Switch(database),
        thresholds=ThresholdSettings(database, base.questions),
    )


def build_application(bot: ExtBot[None], services: Services, rate: float) -> App:
    """Handlers around ``services``, over a bot that sends at most ``rate`` messages a second.

    Updates are handed in through ``process_update``.
    """
    contexts = ContextTypes(context=Context)
    application = ApplicationBuilder().bot(bot).context_types(contexts).updater(None).job_queue(None).build()
    application.bot_data.update(services=services, clock=utc_now, pace=Pace(), next_text=no_next_text, rate=rate)
    for module in HANDLERS:
        module.register(application)
    return application
