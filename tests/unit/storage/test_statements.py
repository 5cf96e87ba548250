"""Statements: what stands, in which order, and what was overtaken."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.subject import Subject
from bot.domain.tx import Tx
from storage import cards, statements
from storage.database import Database
from storage.statements import Meaning, Standing, Statements
from storage.superseded import superseded
from tests.unit.storage.making import Home, know, link, member, new_card, new_home, new_session, said
from tests.unit.storage.rule import CHOICES, PEOPLE, Said, by_member

_slugs = (f"home-{number}" for number in itertools.count())


def reaction(
    home: Home, subject: Subject, card_id: int, *, who: str, choice: str, source: str
) -> tuple[Meaning, str, str]:
    return Meaning(home.id, subject, choice, card_id, source[-1]), who, source


async def test_sequence_numbers_are_given_out_once_and_in_order(database: Database) -> None:
    assert await database.read(statements.highest_seq) == 0
    firsts = [await database.write(lambda tx, n=n: statements.take_seqs(tx, n)) for n in (1, 3, 2)]
    assert firsts == [1, 2, 5]
    assert await database.read(statements.highest_seq) == 6


async def test_withdrawing_what_was_never_said_is_ignored(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        await know(tx, home, "anna")
        session = await new_session(tx, home)
        await statements.say(tx, *said(home, session, "anna", "place"))
        assert await statements.withdraw(tx, [("anna", "m:📍"), ("nobody", "said")], 9) == {}
        assert await statements.standing_choices(tx, session, await member(tx, home, "anna")) == ["place"]
        assert await statements.withdraw(tx, [("anna", "said")], 10) == {session: home.id}
        assert await statements.withdraw(tx, [("anna", "said")], 11) == {}

    await database.write(work)


async def test_saying_it_again_under_the_same_source_replaces_what_was_said(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        members = await know(tx, home, "anna")
        session = await new_session(tx, home)
        for choice in ("place", "no", "online"):
            await statements.say(tx, *said(home, session, "anna", choice))
        assert await statements.standing_choices(tx, session, members["anna"]) == ["online"]
        assert await tx.value("SELECT COUNT(*) FROM statement") == 1

    await database.write(work)


async def test_of_what_is_said_at_once_under_the_same_source_the_last_counts(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        members = await know(tx, home, "anna")
        session = await new_session(tx, home)
        made = Statements()
        for seq, choice in enumerate(("place", "no", "place"), await statements.take_seqs(tx, 3)):
            made.add(*said(home, session, "anna", choice), seq)
        await statements.make(tx, made)
        assert await statements.standing_choices(tx, session, members["anna"]) == ["place"]

    await database.write(work)


async def test_what_is_told_twice_at_once_keeps_its_place(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        members = await know(tx, home, "anna")
        session = await new_session(tx, home)
        made = Statements()
        first = await statements.take_seqs(tx, 3)
        for seq, choice in enumerate(("place", "no", "place"), first):
            made.add(Meaning(home.id, session, choice, told=True), "anna", f"$of-{choice}", seq)
        await statements.make(tx, made)
        assert await statements.standing_choices(tx, session, members["anna"]) == ["no", "place"]

    await database.write(work)


@pytest.mark.parametrize("key", ['matrix:@"anna":x', "matrix:@an\\na:x", "matrix:@ann\tá🌻:x", ""])
async def test_any_key_and_any_source_is_kept_as_it_is(database: Database, home: Home, key: str) -> None:
    async def work(tx: Tx) -> None:
        await know(tx, home, key)
        session = await new_session(tx, home)
        await statements.say(tx, *said(home, session, key, "place", f"${key}"))
        kept = await tx.one("SELECT account_key, source FROM statement")
        assert kept is not None
        assert tuple(kept) == (key, f"${key}")

    await database.write(work)


async def test_what_a_member_says_comes_from_all_their_accounts_latest_first(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        members = await know(tx, home, "anna", "elders")
        await link(tx, home, "elders", to="anna")
        session = await new_session(tx, home)
        await statements.say(tx, *said(home, session, "anna", "place"))
        await statements.say(tx, *said(home, session, "elders", "no"))
        await statements.say(tx, *said(home, session, "anna", "maybe", "m:🤔"))
        assert await statements.standing_choices(tx, session, members["anna"]) == ["maybe", "no", "place"]

    await database.write(work)


async def test_each_member_is_counted_once_by_what_they_said_last(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        await know(tx, home, *PEOPLE)
        session, other = await new_session(tx, home), await new_session(tx, home)
        anna, bilal, elders = PEOPLE[:3]
        assert await statements.counted(tx, session) == {}
        await statements.say(tx, *said(home, session, anna, "place"))
        await statements.say(tx, *said(home, session, bilal, "place"))
        await statements.say(tx, *said(home, other, elders, "place"))
        assert await statements.counted(tx, session) == {"place": 2}
        await statements.say(tx, *said(home, session, elders, "no"))
        await link(tx, home, elders, anna)
        assert await statements.counted(tx, session) == {"place": 1, "no": 1}
        await statements.withdraw(tx, [(elders, "said")], await statements.take_seqs(tx, 1))
        assert await statements.counted(tx, session) == {"place": 2}
        await statements.withdraw(tx, [(bilal, "said")], await statements.take_seqs(tx, 1))
        assert await statements.counted(tx, session) == {"place": 1}

    await database.write(work)


async def test_a_card_knows_which_reactions_stand_on_it_and_which_changed_since(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        await know(tx, home, "anna", "bilal")
        session = await new_session(tx, home)
        card_id = await new_card(tx, home, session, "message")
        other_id = await new_card(tx, home, await new_session(tx, home), "other")
        for who, choice, source in (("anna", "place", "m:📍"), ("bilal", "no", "m:❌")):
            await statements.say(tx, *reaction(home, session, card_id, who=who, choice=choice, source=source))
        await statements.say(tx, *said(home, session, "anna", "online"))
        assert set(await statements.on_card(tx, card_id)) == {
            Standing("anna", "m:📍", "📍"),
            Standing("bilal", "m:❌", "❌"),
        }
        assert await statements.on_card(tx, other_id) == []

        noted = await statements.highest_seq(tx)
        assert await statements.changed_since(tx, card_id, noted) == set()
        await statements.withdraw(tx, [("anna", "m:📍")], await statements.take_seqs(tx, 1))
        assert await statements.changed_since(tx, card_id, noted) == {("anna", "m:📍")}
        await statements.say(tx, *reaction(home, session, card_id, who="bilal", choice="no", source="m:❌"))
        assert await statements.changed_since(tx, card_id, noted) == {("anna", "m:📍"), ("bilal", "m:❌")}
        assert await statements.on_card(tx, card_id) == [Standing("bilal", "m:❌", "❌")]

    await database.write(work)


_things = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(("said", "📍", "💻")), st.sampled_from(CHOICES)), max_size=10
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(things=_things, linked=st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=2))
async def test_overtaken_are_the_reactions_whose_member_now_says_something_else(
    database: Database, things: list[tuple[str, str, str]], linked: list[tuple[str, str]]
) -> None:
    async def work(tx: Tx) -> None:
        home = await new_home(tx, next(_slugs))
        await know(tx, home, *PEOPLE)
        session = await new_session(tx, home)
        ref = f"m{session.id}"
        card_id = await new_card(tx, home, session, ref)
        stands: dict[tuple[str, str], Said] = {}
        for who, how, choice in things:
            if how == "said":
                await statements.say(tx, *said(home, session, who, choice, f"{ref}:said"))
            else:
                await statements.say(
                    tx, *reaction(home, session, card_id, who=who, choice=choice, source=f"{ref}:{how}")
                )
            stands[who, how] = Said(who, how, choice, await statements.highest_seq(tx))
        for who, to in linked:
            await link(tx, home, who, to)

        members = {who: await member(tx, home, who) for who in PEOPLE}
        expected = set()
        for theirs in by_member(stands.values(), members).values():
            latest = max(theirs, key=lambda one: one.seq)
            expected |= {one for one in theirs if one.source != "said" and one.choice != latest.choice}
        found = await superseded(tx, session)
        assert {(one.account_key, one.emoji, one.seq) for one in found} == {
            (one.who, one.source, one.seq) for one in expected
        }
        assert {(one.platform, one.message_ref, one.subject) for one in found} <= {("room", ref, session)}

    await database.write(work)


async def test_what_somebody_else_removed_from_a_card_stands_and_is_not_looked_for_again(
    database: Database, home: Home
) -> None:
    async def work(tx: Tx) -> None:
        members = await know(tx, home, "anna", "bram")
        session = await new_session(tx, home)
        card_id = await new_card(tx, home, session, "m")
        for who in ("anna", "bram"):
            made = reaction(home, session, card_id, who=who, choice="place", source="m:📍")
            await statements.say(tx, *made)
        noted = await statements.highest_seq(tx)
        await statements.detach(tx, card_id, [("anna", "m:📍")])
        assert [row.account_key for row in await statements.on_card(tx, card_id)] == ["bram"]
        assert await statements.changed_since(tx, card_id, noted) == {("anna", "m:📍")}
        assert await statements.standing_choices(tx, session, members["anna"]) == ["place"]

        await statements.detach(tx, card_id)
        assert await statements.on_card(tx, card_id) == []
        again = reaction(home, session, card_id, who="anna", choice="place", source="m:📍")
        await statements.say(tx, *again)
        assert [row.account_key for row in await statements.on_card(tx, card_id)] == ["anna"]

    await database.write(work)


async def test_who_takes_a_reaction_back_leaves_nothing_behind_on_a_card_that_is_gone(
    database: Database, home: Home
) -> None:
    async def work(tx: Tx) -> None:
        members = await know(tx, home, "anna", "bram")
        session = await new_session(tx, home)
        old = await new_card(tx, home, session, "old")
        for who in ("anna", "bram"):
            await statements.say(tx, *reaction(home, session, old, who=who, choice="place", source="old:📍"))
        await cards.retire(tx, session)
        new = await new_card(tx, home, session, "new")
        await statements.say(tx, *reaction(home, session, new, who="anna", choice="online", source="new:💻"))
        assert await statements.standing_choices(tx, session, members["anna"]) == ["online", "place"]
        assert await superseded(tx, session) == [], "nothing can be taken away from a card that is gone"

        await statements.withdraw(tx, [("anna", "new:💻")], await statements.take_seqs(tx, 1))
        assert await statements.standing_choices(tx, session, members["anna"]) == []
        assert await statements.standing_choices(tx, session, members["bram"]) == ["place"]

    await database.write(work)
