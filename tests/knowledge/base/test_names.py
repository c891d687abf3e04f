import asyncio

import pytest

from knowledge.base.catalogue import Catalogue
from knowledge.base.names import Names
from knowledge.database import Database
from knowledge.errors import InvalidName, NameNotFound, NameTaken
from knowledge.model import Name

KIMI = Name("kimi", "model", {"en": "Kimi"}, ("Kimi", "كيمي"))


@pytest.fixture
async def names(database: Database) -> Names:
    names = Names(database)
    await names.put(KIMI)
    return names


async def test_a_spelling_is_added_once_whatever_its_form(names: Names, catalogue: Catalogue) -> None:
    await names.add_spelling("kimi", " K2 ")
    version = (await catalogue.version()).references
    await names.add_spelling("kimi", "k2")

    assert [name.spellings for name in await catalogue.names()] == [("Kimi", "كيمي", "K2")]
    assert (await catalogue.version()).references == version


async def test_a_spelling_belongs_to_one_name(names: Names) -> None:
    await names.put(Name("moonshot", "organisation", {"en": "Moonshot"}))

    with pytest.raises(NameTaken) as caught:
        await names.add_spelling("moonshot", "KIMI")

    assert (caught.value.spelling, caught.value.name_id) == ("KIMI", "kimi")


async def test_spellings_added_at_the_same_time_are_all_kept(names: Names, catalogue: Catalogue) -> None:
    await asyncio.gather(*(names.add_spelling("kimi", f"kimi {n}") for n in range(10)))

    assert len((await catalogue.names())[0].spellings) == 12


async def test_a_spelling_is_removed_whatever_its_form(names: Names, catalogue: Catalogue) -> None:
    await names.remove_spelling("kimi", "KIMI")

    assert [name.spellings for name in await catalogue.names()] == [("كيمي",)]


@pytest.mark.parametrize(
    ("spelling", "code"),
    [
        pytest.param("", "empty", id="empty"),
        pytest.param("؟!", "no-letters", id="punctuation"),
        pytest.param("x" * 129, "too-long", id="long"),
        pytest.param("ﷺ" * 20, "too-long", id="long-when-written-out"),
    ],
)
async def test_a_spelling_that_could_not_be_recognised_is_refused(names: Names, spelling: str, code: str) -> None:
    with pytest.raises(InvalidName) as caught:
        await names.add_spelling("kimi", spelling)

    assert (caught.value.field, caught.value.code) == ("spellings", code)


async def test_a_name_that_does_not_exist_is_named(names: Names) -> None:
    with pytest.raises(NameNotFound):
        await names.add_spelling("unknown", "x")
    with pytest.raises(NameNotFound):
        await names.remove_spelling("unknown", "x")
