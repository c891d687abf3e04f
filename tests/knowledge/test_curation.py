import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.base.catalogue import Catalogue
from knowledge.curation import Curation
from knowledge.database import Database
from knowledge.errors import (
    EditConflict,
    FactExists,
    FactNotFound,
    InvalidFact,
    InvalidSource,
    InvalidTopic,
    TopicNotFound,
)
from knowledge.model import Action, Fact, FactState, Figure, PartialDate, Revision, Source, Standing, Topic

NOW = datetime(2025, 7, 26, 9, tzinfo=UTC)
LAYLA, OMAR = 1, 2
FACT = Fact("a", {"ar": "نص", "en": "Text."})


async def test_an_added_fact_can_be_read_back_with_its_source(curation: Curation, catalogue: Catalogue) -> None:
    fact = Fact(
        id="users",
        text={"ar": "له 97 مليون مستخدم.", "en": "It has 97 million users."},
        standing=Standing.CLAIM,
        attributed_to={"en": "an analyst"},
        as_of=PartialDate("2025-04"),
        aliases={"en": ("how many users", "user count"), "ar": ("كم مستخدما",)},
        figure=Figure("users", 97, "million", approximate=True),
    )
    source = Source("article", "مقال", "الجزيرة", "ar", PartialDate("2025"), "https://example.org")

    revision = await curation.add(
        fact, author_id=LAYLA, now=NOW, source=source, topic=Topic("deepseek", {"en": "DeepSeek"})
    )

    stored = await catalogue.fact("users")
    assert stored.fact.topics == ("deepseek",)
    assert stored.fact.aliases == fact.aliases
    assert stored.fact.figure == fact.figure
    assert stored.source == source
    assert (stored.state, stored.revision, stored.updated_at) == (FactState.PUBLISHED, revision.number, NOW)
    assert (revision.action, revision.author_id, revision.before) == (Action.ADD, LAYLA, None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("'; DROP TABLE facts; --", id="sql"),
        pytest.param("<script>alert(1)</script> & <b>", id="html"),
        pytest.param("%s %(x)s {x} :x ? $1 \\", id="placeholders"),
        pytest.param("\u200fنص\u200c\n🇨🇳\t", id="marks-and-emoji"),
    ],
)
async def test_texts_come_back_letter_for_letter(curation: Curation, catalogue: Catalogue, text: str) -> None:
    await curation.add(Fact("a", {"en": text}, aliases={"en": (text,)}), author_id=None, now=NOW)

    fact = (await catalogue.fact("a")).fact
    assert (fact.text, fact.aliases) == ({"en": text}, {"en": (text,)})


@pytest.mark.parametrize(
    ("fact", "field", "code"),
    [
        pytest.param(Fact("a", {}), "text", "missing", id="no-text"),
        pytest.param(Fact("a", {"en": " "}), "text.en", "empty", id="blank"),
        pytest.param(Fact("a", {"en": "x" * 2001}), "text.en", "too-long", id="long"),
        pytest.param(Fact("a", {"en": "x\ud83d"}), "text.en", "half-surrogate", id="half-surrogate"),
        pytest.param(Fact("a", {"en": "x\0"}), "text.en", "control-character", id="nul"),
        pytest.param(Fact("a", {"en": "x"}, standing=Standing.CLAIM), "attributed_to", "missing", id="nobodys-claim"),
        pytest.param(Fact("a", {"en": "x"}, topics=("none",)), "topics", "unknown-topic", id="topic"),
        pytest.param(Fact("a", {"en": "x"}, source="none"), "source", "unknown-source", id="source"),
    ],
)
async def test_a_fact_that_breaks_a_rule_is_refused(curation: Curation, fact: Fact, field: str, code: str) -> None:
    with pytest.raises(InvalidFact) as caught:
        await curation.add(fact, author_id=LAYLA, now=NOW)

    assert (caught.value.field, caught.value.code) == (field, code)
    assert await curation.history() == []


async def test_nothing_is_left_of_a_fact_whose_source_is_refused(curation: Curation, catalogue: Catalogue) -> None:
    with pytest.raises(InvalidSource):
        await curation.add(
            FACT, author_id=LAYLA, now=NOW, source=Source("", "S", url="ftp://x"), topic=Topic("new", {"en": "New"})
        )
    with pytest.raises(InvalidTopic):
        await curation.add(FACT, author_id=LAYLA, now=NOW, topic=Topic("", {"en": ""}))

    with pytest.raises(TopicNotFound):
        await catalogue.topic("new")


async def test_ids_are_chosen_where_none_is_given(curation: Curation, catalogue: Catalogue) -> None:
    source = Source("", "Reuters, 2025")
    first = await curation.add(Fact("", {"en": "China opens WAIC."}), author_id=LAYLA, now=NOW, source=source)
    second = await curation.add(Fact("", {"en": "China opens WAIC!"}), author_id=LAYLA, now=NOW, source=source)
    third = await curation.add(Fact("", {"ar": "نص"}), author_id=LAYLA, now=NOW, topic=Topic("", {"ar": "موضوع"}))

    assert [first.fact_id, second.fact_id, third.fact_id] == ["china-opens-waic", "china-opens-waic-2", "fact"]
    assert [source.id for source in await catalogue.sources()] == ["reuters-2025", "reuters-2025-2"]
    assert (await catalogue.fact("fact")).fact.topics == ("topic",)
    assert await curation.free_id("China opens WAIC") == "china-opens-waic-3"
    assert await curation.free_id("!" * 500 + "word " * 500) == "word-word-word-word-word-word-word"


async def test_an_id_is_used_once(curation: Curation) -> None:
    await curation.add(FACT, author_id=LAYLA, now=NOW)

    with pytest.raises(FactExists):
        await curation.add(FACT, author_id=OMAR, now=NOW)


async def test_an_edit_replaces_the_whole_fact(curation: Curation, catalogue: Catalogue) -> None:
    await curation.add(Fact("a", {"en": "Old."}, aliases={"en": ("old",)}), author_id=LAYLA, now=NOW)

    revision = await curation.edit("a", Fact("", {"ar": "جديد"}), author_id=OMAR, now=NOW + timedelta(hours=1))

    stored = await catalogue.fact("a")
    assert stored.fact == Fact("a", {"ar": "جديد"})
    assert (stored.revision, stored.updated_at) == (revision.number, NOW + timedelta(hours=1))
    assert (revision.before or {})["aliases"] == {"en": ["old"]}


async def test_an_edit_that_changes_nothing_makes_no_revision(curation: Curation) -> None:
    added = await curation.add(FACT, author_id=LAYLA, now=NOW)

    assert await curation.edit("a", FACT, author_id=OMAR, now=NOW) == added
    assert await curation.publish("a", author_id=OMAR, now=NOW) == added


async def test_an_edit_based_on_an_older_revision_is_refused(curation: Curation) -> None:
    added = await curation.add(FACT, author_id=LAYLA, now=NOW)
    edited = await curation.edit("a", Fact("a", {"en": "Newer."}), author_id=OMAR, now=NOW, based_on=added.number)

    with pytest.raises(EditConflict) as caught:
        await curation.edit("a", Fact("a", {"en": "Mine."}), author_id=LAYLA, now=NOW, based_on=added.number)

    assert caught.value.newer == edited.number


async def test_what_does_not_exist_cannot_be_changed(curation: Curation) -> None:
    for change in (
        curation.edit("none", FACT, author_id=LAYLA, now=NOW),
        curation.publish("none", author_id=LAYLA, now=NOW),
        curation.retire("none", author_id=LAYLA, now=NOW),
    ):
        with pytest.raises(FactNotFound):
            await change


async def test_a_draft_is_seen_once_it_is_published_and_no_more_once_retired(
    curation: Curation, catalogue: Catalogue
) -> None:
    async def seen() -> list[str]:
        return [stored.fact.id for stored in await catalogue.published()]

    await curation.add(FACT, author_id=LAYLA, now=NOW, state=FactState.DRAFT)
    drafts = [stored.fact.id for stored in await catalogue.drafts()]
    as_draft = await seen()
    await curation.publish("a", author_id=LAYLA, now=NOW)
    as_published = await seen()
    await curation.retire("a", author_id=LAYLA, now=NOW)

    assert (drafts, as_draft, as_published, await seen()) == (["a"], [], ["a"], [])


async def test_history_is_newest_first_for_one_fact_or_for_all(curation: Curation) -> None:
    await curation.add(FACT, author_id=LAYLA, now=NOW)
    await curation.add(Fact("b", {"en": "B."}), author_id=OMAR, now=NOW)
    await curation.retire("a", author_id=None, now=NOW)

    assert [(revision.number, revision.action) for revision in await curation.history("a")] == [
        (3, Action.RETIRE),
        (1, Action.ADD),
    ]
    assert [revision.number for revision in await curation.history(limit=2)] == [3, 2]


async def test_revisions_made_at_the_same_time_have_numbers_without_gaps(
    curation: Curation, catalogue: Catalogue
) -> None:
    await curation.add(FACT, author_id=LAYLA, now=NOW)

    edits = (curation.edit("a", Fact("a", {"en": f"{n}"}), author_id=n, now=NOW) for n in range(20))
    made = await asyncio.gather(*edits, curation.add(FACT, author_id=OMAR, now=NOW), return_exceptions=True)

    history = await curation.history(limit=100)
    assert [revision.number for revision in history] == list(range(21, 0, -1))
    assert await catalogue.revision() == (await catalogue.fact("a")).revision == 21
    assert all(newer.before == older.after for newer, older in pairwise(history))
    assert isinstance(made[-1], FactExists)


async def test_a_failed_change_leaves_no_gap(curation: Curation) -> None:
    with pytest.raises(InvalidFact):
        await curation.add(Fact("a", {}), author_id=LAYLA, now=NOW)

    assert (await curation.add(FACT, author_id=LAYLA, now=NOW)).number == 1


async def test_near_duplicates_are_found_whatever_the_spelling(curation: Curation, database: Database) -> None:
    users = Fact(
        "users", {"ar": "بلغ عدد مستخدمي ديب سيك 97 مليون مستخدم في أبريل 2025", "en": "DeepSeek has 97m users"}
    )
    await curation.add(users, author_id=LAYLA, now=NOW)
    await curation.add(Fact("other", {"ar": "افتتحت الصين مؤتمر الذكاء الاصطناعي"}), author_id=LAYLA, now=NOW)
    await curation.add(Fact("gone", users.text), author_id=LAYLA, now=NOW)
    await curation.retire("gone", author_id=LAYLA, now=NOW)

    again = Fact("", {"ar": "بلغَ عددُ مستخدمي ديب سيك ٩٨ مليون مستخدمٍ في ابريل ٢٠٢٥"})
    assert [stored.fact.id for stored in await curation.similar(again)] == ["users"]
    assert await curation.similar(users) == []
    assert await curation.similar(Fact("", {"fr": "DeepSeek has 97m users"})) == []


async def test_what_belongs_to_a_change_happens_with_it_or_not_at_all(curation: Curation, catalogue: Catalogue) -> None:
    async def fail(connection: AsyncConnection, revision: Revision) -> None:
        raise RuntimeError(revision.number)

    added = await curation.add(FACT, author_id=LAYLA, now=NOW)

    with pytest.raises(RuntimeError, match=str(added.number + 1)):
        await curation.retire("a", author_id=LAYLA, now=NOW, together=fail)

    assert (await catalogue.fact("a")).state is FactState.PUBLISHED


async def test_what_belongs_to_a_change_does_not_happen_without_one(curation: Curation) -> None:
    seen: list[int] = []

    async def note(connection: AsyncConnection, revision: Revision) -> None:
        seen.append(revision.number)

    await curation.add(FACT, author_id=LAYLA, now=NOW)
    edited = await curation.edit("a", Fact("a", {"en": "Other."}), author_id=LAYLA, now=NOW, together=note)
    await curation.edit("a", Fact("a", {"en": "Other."}), author_id=LAYLA, now=NOW, together=note)

    assert seen == [edited.number]
