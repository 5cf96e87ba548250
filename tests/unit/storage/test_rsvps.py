"""RSVPs are what the latest standing statements of all of a member's accounts say."""

import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from hypothesis import HealthCheck, example, given, settings

from bot.domain.session import Rsvp, RsvpCounts
from bot.domain.subject import Subject
from bot.domain.tx import Tx
from storage import communities, rsvps, statements
from storage.database import Database
from tests.unit.storage import rule
from tests.unit.storage.making import NOW, Home, know, link, member, new_home, new_session, said
from tests.unit.storage.rule import PEOPLE, Link, Make, Said, Withdraw

PER_STORY = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
_slugs = (f"home-{number}" for number in itertools.count())


@dataclass
class Story:
    """People saying things about one session, in the database and in a model of it."""

    home: Home
    subject: Subject
    standing: dict[tuple[str, str], Said] = field(default_factory=dict)

    async def happen(self, tx: Tx, event: Make | Withdraw | Link) -> None:
        match event:
            case Make(what, together):
                first = await statements.take_seqs(tx, len(what))
                seqs = [first if together else first + rank for rank in range(len(what))]
                made = statements.Statements()
                for (who, source, choice), seq in zip(what, seqs, strict=True):
                    made.add(*said(self.home, self.subject, who, choice, self.mark(source)), seq)
                    self.standing[who, source] = Said(who, source, choice, seq)
                await statements.make(tx, made)
            case Withdraw(what):
                sources = [(who, self.mark(source)) for who, source in what]
                touched = await statements.withdraw(tx, sources, await statements.take_seqs(tx, 1))
                stood = [self.standing.pop(one) for one in dict.fromkeys(what) if one in self.standing]
                assert touched == ({self.subject: self.home.id} if stood else {})
            case Link(who, to):
                await link(tx, self.home, who, to)

    def mark(self, source: str) -> str:
        """Return a source as a platform would mark it: no other card has the same."""
        return f"{self.subject.id}:{source}"

    async def members(self, tx: Tx) -> dict[str, int]:
        return {who: await member(tx, self.home, who) for who in PEOPLE}

    async def stored(self, tx: Tx) -> dict[int, tuple[str, int]]:
        rows = await tx.all("SELECT * FROM rsvp WHERE session_id = ?", (self.subject.id,))
        return {row["member_id"]: (row["choice"], row["arrived_seq"]) for row in rows}


async def begin(tx: Tx) -> Story:
    """Begin a story in a community of its own, so that many can be told in one database."""
    home = await new_home(tx, next(_slugs))
    await know(tx, home, *PEOPLE)
    return Story(home, await new_session(tx, home))


def telling(
    events: list[Make | Withdraw | Link], then: Callable[[Tx, Story], Awaitable[None]]
) -> Callable[[Tx], Awaitable[None]]:
    async def tell(tx: Tx) -> None:
        story = await begin(tx)
        for event in events:
            await story.happen(tx, event)
            await then(tx, story)

    return tell


@PER_STORY
@given(events=rule.stories)
async def test_the_rsvps_follow_the_rule_after_everything_that_happens(
    database: Database, events: list[Make | Withdraw | Link]
) -> None:
    async def settled(tx: Tx, story: Story) -> None:
        await rsvps.settle(tx, story.subject.id)
        assert await story.stored(tx) == rule.rsvps(story.standing.values(), await story.members(tx))

    await database.write(telling(events, settled))


@PER_STORY
@given(events=rule.stories)
async def test_settling_once_at_the_end_gives_the_same(
    database: Database, events: list[Make | Withdraw | Link]
) -> None:
    async def tell(tx: Tx) -> None:
        story = await begin(tx)
        for event in events:
            await story.happen(tx, event)
        await rsvps.settle(tx, story.subject.id)
        assert await story.stored(tx) == rule.rsvps(story.standing.values(), await story.members(tx))
        written = await tx.value("SELECT total_changes()")
        await rsvps.settle(tx, story.subject.id)
        assert await tx.value("SELECT total_changes()") == written, "settling what is settled writes nothing"

    await database.write(tell)


@PER_STORY
@given(events=rule.stories)
async def test_settling_only_what_was_said_since_gives_the_same(
    database: Database, events: list[Make | Withdraw | Link]
) -> None:
    async def settled(tx: Tx, story: Story) -> None:
        await rsvps.settle(tx, story.subject.id)
        assert await story.stored(tx) == rule.rsvps(story.standing.values(), await story.members(tx))
        await statements.record_settled(tx, [story.subject])

    async def tell(tx: Tx) -> None:
        story = await begin(tx)
        for event in events:
            if isinstance(event, Link):
                await tx.execute("DELETE FROM settled WHERE subject_id = ?", (story.subject.id,))
            await story.happen(tx, event)
            await settled(tx, story)

    await database.write(tell)


async def test_settling_looks_at_nobody_who_said_nothing_since(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        await know(tx, home, "anna", "bilal")
        session = await new_session(tx, home)
        for who in ("anna", "bilal"):
            await statements.say(tx, *said(home, session, who, "place"))
        await rsvps.settle(tx, session.id)
        await statements.record_settled(tx, [session])
        await tx.execute("DELETE FROM rsvp")
        await statements.say(tx, *said(home, session, "bilal", "no"))
        await rsvps.settle(tx, session.id)
        assert [(one.name, one.choice) for one in await rsvps.attendees(tx, session.id)] == [("Bilal", Rsvp.NO)]

    await database.write(work)


@PER_STORY
@given(events=rule.stories)
async def test_counts_and_attendees_agree_with_the_rule(
    database: Database, events: list[Make | Withdraw | Link]
) -> None:
    async def look(tx: Tx, story: Story) -> None:
        await rsvps.settle(tx, story.subject.id)
        members = await story.members(tx)
        expected = rule.rsvps(story.standing.values(), members)
        choices = [choice for choice, _ in expected.values()]
        assert await rsvps.counts(tx, story.subject.id) == RsvpCounts(**{c: choices.count(c) for c in set(choices)})

        names = {of: min(who for who in PEOPLE if members[who] == of) for of in expected}
        order = sorted(expected, key=lambda of: (expected[of][1], names[of]))
        coming = await rsvps.attendees(tx, story.subject.id)
        assert [(a.name, a.choice) for a in coming] == [(names[of].capitalize(), expected[of][0]) for of in order]
        pages = [await rsvps.attendees_by_choice(tx, story.subject.id, limit=2, offset=at) for at in (0, 2, 4)]
        by_choice = sorted(coming, key=lambda each: rule.CHOICES.index(each.choice))
        assert [each for page in pages for each in page] == by_choice

        told = {(who.account_key, who.choice.value) for who in await rsvps.accounts_to_tell(tx, story.subject.id)}
        assert told == {(names[of], choice) for of, (choice, _) in expected.items() if choice != "no"}
        for who, of in members.items():
            answer = await rsvps.of_member(tx, story.subject.id, of)
            assert answer == (Rsvp(expected[of][0]) if of in expected else None), who

    await database.write(telling(events, look))


@PER_STORY
@example(
    events=[
        Make((("anna", "said", "place"), ("anna", "m:📍", "online")), True),
        Make((("bilal", "said", "place"), ("bilal", "m:📍", "online")), True),
        Link("anna", "bilal"),
    ]
)
@given(events=rule.stories)
async def test_who_is_undecided_is_who_said_different_things_last(
    database: Database, events: list[Make | Withdraw | Link]
) -> None:
    async def look(tx: Tx, story: Story) -> None:
        await rsvps.settle(tx, story.subject.id)
        members = await story.members(tx)
        by_member: dict[int, list[Said]] = {}
        for one in story.standing.values():
            by_member.setdefault(members[one.who], []).append(one)
        expected: set[tuple[str, int]] = set()
        for theirs in by_member.values():
            last = max(one.seq for one in theirs)
            for who in {one.who for one in theirs if one.seq == last}:
                if len({one.choice for one in theirs if one.seq == last and one.who == who}) > 1:
                    expected.add((who, last))
        undecided = await rsvps.undecided(tx, story.subject.id)
        assert {(one.account_key, one.seq) for one in undecided} == expected
        assert len(undecided) == len(expected)

    await database.write(telling(events, look))


async def test_linking_two_accounts_and_settling_again_gives_one_rsvp(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        await know(tx, home, "anna", "anna-elders")
        session = await new_session(tx, home)
        for who, choice in (("anna", "place"), ("anna-elders", "online")):
            await statements.say(tx, *said(home, session, who, choice))
        await rsvps.settle(tx, session.id)
        assert await rsvps.counts(tx, session.id) == RsvpCounts(place=1, online=1)

        await link(tx, home, "anna-elders", to="anna")
        await rsvps.settle(tx, session.id)
        assert await rsvps.counts(tx, session.id) == RsvpCounts(online=1)

        await statements.withdraw(tx, [("anna-elders", "said")], await statements.take_seqs(tx, 1))
        await rsvps.settle(tx, session.id)
        assert await rsvps.counts(tx, session.id) == RsvpCounts(place=1)

    await database.write(work)


async def test_one_keeps_ones_place_in_the_row_by_saying_the_same_again(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        await know(tx, home, "anna", "bilal")
        session = await new_session(tx, home)
        await statements.say(tx, *said(home, session, "anna", "place", "m:📍"))
        await statements.say(tx, *said(home, session, "bilal", "place"))
        await statements.say(tx, *said(home, session, "anna", "place"))
        await rsvps.settle(tx, session.id)
        assert [who.name for who in await rsvps.attendees(tx, session.id)] == ["Anna", "Bilal"]

        await statements.say(tx, *said(home, session, "anna", "no", "m:❌"))
        await statements.say(tx, *said(home, session, "anna", "place"))
        await rsvps.settle(tx, session.id)
        assert [who.name for who in await rsvps.attendees(tx, session.id)] == ["Bilal", "Anna"]

    await database.write(work)


async def test_who_is_told_something_is_told_it_in_the_language_they_read(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        await know(tx, home, "anna", "bilal", "cem")
        session = await new_session(tx, home)
        await communities.remember_language(tx, home.id, "bilal", "en")
        for who, choice in (("anna", "place"), ("bilal", "maybe"), ("cem", "no")):
            await statements.say(tx, *said(home, session, who, choice))
        await rsvps.settle(tx, session.id)
        told = [(who.account_key, who.language) for who in await rsvps.accounts_to_tell(tx, session.id)]
        assert told == [("anna", None), ("bilal", "en")]
        assert await communities.language_of(tx, home.id, "bilal") == "en"
        assert await communities.language_of(tx, home.id, "nobody") is None

    await database.write(work)


async def test_settling_one_session_leaves_the_others_alone(database: Database, home: Home) -> None:
    async def work(tx: Tx) -> None:
        members = await know(tx, home, "anna")
        one, other = await new_session(tx, home), await new_session(tx, home)
        for session, choice in ((one, "place"), (other, "no")):
            await statements.say(tx, *said(home, session, "anna", choice))
            await rsvps.settle(tx, session.id)
        await rsvps.settle(tx, one.id)
        assert await rsvps.of_member(tx, other.id, members["anna"]) is Rsvp.NO
        coming = await rsvps.coming_for(tx, members["anna"], NOW.isoformat(timespec="milliseconds"))
        assert [(session.id, choice) for session, choice in coming] == [(one.id, "place"), (other.id, "no")]

    await database.write(work)
