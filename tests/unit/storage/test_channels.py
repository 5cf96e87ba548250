"""What channels serve for, who is known by name, and what a change of the community touches."""

from zoneinfo import ZoneInfo

from msgspec.structs import replace

from bot.domain.community import Contact
from bot.domain.subject import Subject
from bot.domain.tx import Tx
from storage import accounts, cards, channels, communities, moderators, places
from storage.channels import Serving
from storage.database import Database
from tests.unit.storage.making import PLATFORM, Home, new_card, new_home, new_session


async def test_a_channel_serves_for_just_what_was_said_last(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        assert await channels.serve(tx, home.id, PLATFORM, "new", {"ideas", "digests"})
        assert await channels.serve(tx, home.id, PLATFORM, "new", {"digests", "moderation"})
        assert Serving(PLATFORM, "new", "new", frozenset({"digests", "moderation"})) in await channels.listed(
            tx, home.id
        )
        assert [one.ref for one in await communities.channels_for(tx, home.id, "digests")] == ["new"]

    await database.write(work)


async def test_a_channel_of_another_community_is_not_taken(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        other = await new_home(tx, "elsewhere")
        before = await channels.listed(tx, other.id)
        assert not await channels.serve(tx, home.id, PLATFORM, "elsewhere-ideas", {"announcements"})
        assert not await channels.serve(tx, home.id, PLATFORM, "elsewhere-ideas", ())
        assert await channels.listed(tx, other.id) == before

    await database.write(work)


async def test_a_channel_that_serves_for_nothing_is_let_go_unless_cards_stand_in_it(
    database: Database, home: Home
) -> None:
    async def work(tx: Tx) -> None:
        session = await new_session(tx, home)
        await new_card(tx, home, session, "message")
        [announcements], [ideas] = [
            await communities.channels_for(tx, home.id, purpose) for purpose in ("announcements", "ideas")
        ]
        for channel in (announcements, ideas):
            assert await channels.serve(tx, home.id, PLATFORM, channel.ref, ())
        assert await channels.listed(tx, home.id) == []
        assert await communities.of_channel(tx, PLATFORM, announcements.ref) is not None
        assert await communities.of_channel(tx, PLATFORM, ideas.ref) is None
        assert list(await cards.by_messages(tx, PLATFORM, ["message"])) == ["message"]

    await database.write(work)


async def test_the_thread_of_a_card_is_known_as_one(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        card_id = await new_card(tx, home, await new_session(tx, home), "message")
        await cards.record_thread(tx, card_id, "thread:message")
        assert await channels.is_thread(tx, PLATFORM, "thread:message")
        assert not await channels.is_thread(tx, "elsewhere", "thread:message")
        assert not await channels.is_thread(tx, PLATFORM, "message")

    await database.write(work)


async def test_a_thread_that_is_called_after_its_channel_belongs_to_it(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        [ideas] = await communities.channels_for(tx, home.id, "ideas")
        await places.name(tx, PLATFORM, "named", "Agenda")
        for channel in (ideas.ref, "named"):
            assert await channels.is_thread(tx, PLATFORM, f"{channel}/9")
            assert not await channels.is_thread(tx, "elsewhere", f"{channel}/9")
            assert not await channels.is_thread(tx, PLATFORM, channel)
        assert not await channels.is_thread(tx, PLATFORM, "unknown/9")
        found = await communities.of_channel(tx, PLATFORM, f"{ideas.ref}/9")
        assert found is not None
        assert found.id == home.id
        assert await communities.of_channel(tx, PLATFORM, f"{ideas.ref}9") is None

    await database.write(work)


async def test_people_are_found_by_key_or_by_name_however_it_is_written(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        names = {"room:a": "Élodie", "room:b": "Bilal", "x:b": "bilal", "Bilal": "Iemand"}
        await communities.know_accounts(tx, home.id, names)
        for who, keys in (("élodie", ["room:a"]), ("BILAL", ["room:b", "x:b"]), ("Bilal", ["Bilal"]), ("Bil", [])):
            assert [account.key for account in await accounts.called(tx, home.id, who)] == keys
        await moderators.add(tx, home.id, "room:a")
        assert [one.name for one in await accounts.listed(tx, home.id, 9, moderators=True)] == ["Élodie"]
        assert [one.key for one in await accounts.listed(tx, home.id, 2, moderators=False)] == ["room:b", "Bilal"]
        assert await accounts.members(tx, home.id) == 4
        assert await moderators.count(tx, home.id) == 1

    await database.write(work)


async def test_a_change_of_a_community_is_kept_and_touches_its_open_cards_alone(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        other = await new_home(tx, "elsewhere")
        open_one, closed = await new_session(tx, home), await new_session(tx, home)
        cards_of = [
            await new_card(tx, home, open_one, "open"),
            await new_card(tx, home, closed, "closed"),
            await new_card(tx, other, await new_session(tx, other), "theirs"),
        ]
        await cards.close(tx, closed)
        idea = await new_card(tx, home, Subject("idea", 1), "idea", "ideas")
        before = {card: (await cards.get(tx, card)).wanted for card in (*cards_of, idea)}
        community = await communities.get(tx, home.id)
        now = replace(
            community, name="Nieuw", language="en", zone=ZoneInfo("America/Aruba"), contact=Contact(None, "030")
        )
        await communities.change(tx, now)
        assert await communities.get(tx, home.id) == now
        assert await cards.touch_open(tx, home.id) == 2
        assert await cards.touch_open(tx, home.id, kind="idea") == 1
        after = {card: (await cards.get(tx, card)).wanted for card in before}
        raised = [after[card] - before[card] for card in (*cards_of, idea)]
        assert raised == [1, 0, 0, 2]

    await database.write(work)
