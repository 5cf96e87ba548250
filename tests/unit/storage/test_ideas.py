"""Ideas, the support that follows from statements, and digests."""

import itertools
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.idea import IdeaStatus, SupportCounts
from bot.domain.subject import Period, Subject
from bot.domain.tx import Tx
from storage import digests, ideas, statements
from storage.database import Database
from storage.ideas import Order
from tests.unit.storage.making import NOW, Home, know, link, member, new_home, said
from tests.unit.storage.rule import PEOPLE

_slugs = (f"home-{number}" for number in itertools.count())
PER_STORY = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


async def new_idea(tx: Tx, home: Home, hours: int = 0) -> Subject:
    at = NOW + timedelta(hours=hours)
    idea = await ideas.add(tx, home.id, what_if="we luisteren?", now="Niemand luistert.", theme=None, at=at)
    return Subject("idea", idea.id)


async def test_an_idea_comes_back_as_it_was_put(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        told = {"what_if": "we “samen”\n🧡?", "now": "Nu:", "theme": "Hulp thuis"}
        idea = await ideas.add(tx, home.id, **told, at=NOW)
        assert (idea.what_if, idea.now, idea.theme, idea.created_at) == (*told.values(), NOW)
        assert (idea.number, idea.status, idea.status_note) == (1, IdeaStatus.NEW, None)
        await ideas.set_status(tx, idea.id, IdeaStatus.PICKED_UP, "We beginnen.")
        found = await ideas.by_number(tx, home.id, 1)
        assert found is not None
        assert found == await ideas.get(tx, idea.id)
        assert (found[0].status, found[0].status_note, found[1]) == (
            IdeaStatus.PICKED_UP,
            "We beginnen.",
            SupportCounts(),
        )
        assert await ideas.get(tx, 99) is None

    await database.write(work)


async def test_nothing_kept_with_an_idea_leads_back_to_who_sent_it(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        await new_idea(tx, home)
        row = await tx.one("SELECT * FROM idea")
        assert row is not None
        kept = {"id", "community_id", "number", "what_if", "now", "theme", "status", "status_note", "created_at"}
        assert set(row.keys()) == kept | {"supporters", "joiners"}

    await database.write(work)


async def test_numbers_count_up_in_each_community_by_itself(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        other = await new_home(tx, "other")
        for where in (home, home, other, home):
            await new_idea(tx, where)
        for where, numbers in ((home, [3, 2, 1]), (other, [1])):
            listed = await ideas.listed(tx, where.id, Order.NEWEST, 9)
            assert [idea.number for idea, _ in listed] == numbers
        for where, number in ((home, 1), (other, 1), (home, 2)):
            assert await digests.record(tx, where.id, NOW + timedelta(hours=number)) == number
        assert await digests.last_posted(tx, home.id) == NOW + timedelta(hours=2)
        assert await digests.last_posted(tx, 99) is None

    await database.write(work)


_said = st.tuples(
    st.sampled_from(PEOPLE), st.sampled_from(("said", "👍", "🙋")), st.sampled_from(("support", "join", None))
)
_links = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))


@PER_STORY
@given(events=st.lists(_said, max_size=12), links=st.lists(_links, max_size=2))
async def test_support_is_the_set_of_what_members_say(
    database: Database, events: list[tuple[str, str, str | None]], links: list[tuple[str, str]]
) -> None:
    async def work(tx: Tx) -> None:
        home = await new_home(tx, next(_slugs))
        await know(tx, home, *PEOPLE)
        idea = await new_idea(tx, home)
        standing: dict[tuple[str, str], str] = {}

        async def check() -> None:
            await ideas.settle(tx, idea.id)
            members = {who: await member(tx, home, who) for who in PEOPLE}
            expected = {(members[who], choice) for (who, _), choice in standing.items()}
            rows = await tx.all("SELECT member_id, choice FROM support WHERE idea_id = ?", (idea.id,))
            assert {(row["member_id"], row["choice"]) for row in rows} == expected
            found = await ideas.get(tx, idea.id)
            assert found is not None
            many = {kind: sum(choice == kind for _, choice in expected) for kind in ("support", "join")}
            assert found[1] == SupportCounts(**many)
            written = await tx.value("SELECT total_changes()")
            await ideas.settle(tx, idea.id)
            assert await tx.value("SELECT total_changes()") == written

        for who, how, choice in events:
            source = f"{idea.id}:{how}"
            if choice is None:
                await statements.withdraw(tx, [(who, source)], await statements.take_seqs(tx, 1))
                standing.pop((who, how), None)
            else:
                await statements.say(tx, *said(home, idea, who, choice, source))
                standing[who, how] = choice
            await check()
        for who, to in links:
            await link(tx, home, who, to)
            await check()

    await database.write(work)


@PER_STORY
@given(support=st.lists(st.sets(st.sampled_from(PEOPLE)), max_size=6), most=st.integers(0, 7))
async def test_ideas_are_listed_newest_or_most_supported_first(
    database: Database, support: list[set[str]], most: int
) -> None:
    async def work(tx: Tx) -> None:
        home = await new_home(tx, next(_slugs))
        await know(tx, home, *PEOPLE)
        for supporters in support:
            idea = await new_idea(tx, home)
            for who in supporters:
                await statements.say(tx, *said(home, idea, who, "support", f"{idea.id}"))
            await ideas.settle(tx, idea.id)
        numbers = range(1, len(support) + 1)
        newest = sorted(numbers, reverse=True)
        supported = sorted(numbers, key=lambda number: (-len(support[number - 1]), -number))
        for order, expected in ((Order.NEWEST, newest), (Order.MOST_SUPPORTED, supported)):
            listed = await ideas.listed(tx, home.id, order, most)
            assert [idea.number for idea, _ in listed] == expected[:most]
            assert [counts.support for _, counts in listed] == [len(support[n - 1]) for n in expected[:most]]

    await database.write(work)


@PER_STORY
@given(sent=st.lists(st.integers(-5, 5), max_size=6), start=st.integers(-4, 4), hours=st.integers(0, 5))
async def test_a_period_has_its_first_moment_in_it_and_its_last_not(
    database: Database, sent: list[int], start: int, hours: int
) -> None:
    async def work(tx: Tx) -> None:
        home = await new_home(tx, next(_slugs))
        for hour in sent:
            await new_idea(tx, home, hour)
        within = Period(NOW + timedelta(hours=start), NOW + timedelta(hours=start + hours))
        listed = await ideas.listed(tx, home.id, Order.NEWEST, 20, within=within)
        expected = [number for number, hour in enumerate(sent, 1) if start <= hour < start + hours]
        assert [idea.number for idea, _ in listed] == expected[::-1]

    await database.write(work)
