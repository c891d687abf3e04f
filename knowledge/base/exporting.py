"""Gives the base back as a document, to be read by people or imported elsewhere."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.base import fact_rows, references
from knowledge.documents import Document, name_from_document, source_from_document, topic_from_document
from knowledge.model import FactState
from knowledge.tables import facts, names, sources, topics


async def export_document(connection: AsyncConnection) -> Document:
    """Published facts, and what they may refer to: a retired topic only while one of them does."""
    published = select(facts.c.id).where(facts.c.state == FactState.PUBLISHED).order_by(facts.c.id)
    exported = [stored.fact for stored in await fact_rows.stored_facts(connection, published)]
    used = {topic for fact in exported for topic in fact.topics}
    topic_rows = (await references.load(connection, topics)).values()
    source_rows = (await references.load(connection, sources)).values()
    name_rows = (await references.load(connection, names)).values()
    return Document(
        topics=tuple(topic_from_document(row.document) for row in topic_rows if not row.retired or row.id in used),
        sources=tuple(source_from_document(row.document) for row in source_rows),
        names=tuple(name_from_document(row.document) for row in name_rows),
        facts=tuple(exported),
    )
