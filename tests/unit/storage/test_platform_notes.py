"""What a platform keeps for itself outlives the bot, apart from what other platforms keep."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.api.platform import PlatformStore
from storage.database import Database
from storage.platform_notes import PlatformNotes

letters = st.text(st.characters(codec="utf-8", exclude_characters="\x00\U0010ffff"), max_size=6)


async def test_what_is_kept_is_there_at_the_next_start(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "watals.db")
    store: PlatformStore = PlatformNotes(database, "discord")
    assert await store.get("commands") is None
    await store.put("commands", "first")
    await store.put("commands", "second")
    await database.close()

    database = await Database.open(tmp_path / "watals.db")
    assert await PlatformNotes(database, "discord").get("commands") == "second"
    await database.close()


async def test_platforms_do_not_see_each_others_notes(database: Database) -> None:
    one, other = PlatformNotes(database, "discord"), PlatformNotes(database, "room")
    await one.put("key", "one")
    assert await other.get("key") is None
    await other.drop("key")
    await other.put("key", "other")
    assert (await one.all(""), await other.all("")) == ({"key": "one"}, {"key": "other"})


async def test_what_is_dropped_is_gone_and_again_is_no_error(database: Database) -> None:
    notes = PlatformNotes(database, "discord")
    await notes.put("key", "value")
    for _ in range(2):
        await notes.drop("key")
        assert await notes.get("key") is None


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(keys=st.sets(letters, max_size=5), others=st.sets(letters, max_size=5), prefix=st.text("ab:%_", min_size=1))
async def test_all_that_begins_so_is_found_and_nothing_else(
    database: Database, keys: set[str], others: set[str], prefix: str
) -> None:
    notes = PlatformNotes(database, "discord")
    for key in await notes.all(""):
        await notes.drop(key)
    for key in (*(f"{prefix}{key}" for key in keys), *(f"#{prefix}{key}" for key in others), prefix[:-1]):
        await notes.put(key, key)
    found = {f"{prefix}{key}" for key in keys}
    assert await notes.all(prefix) == {key: key for key in found}
