"""What happens in the week, on any platform; the same every time."""

from collections.abc import Awaitable, Callable, Sequence
from random import Random

from tests.week.players import CHOICES, SUPPORT, Act, Players

MEETING, EVENING, OUTING = 1, 2, 3
IDEAS = ("we vaker samen eten?", "jongeren zelf kiezen wie hen helpt?", "er één vaste hulpverlener is?")


async def live(
    players: Players, restart: Callable[[], Awaitable[None]], *hiccups: Callable[[], Awaitable[None]]
) -> None:
    """Live the week, and look back after the weekend.

    The platform itself is restarted by `restart`; `hiccups` happen to it while many people act.
    """
    chance = Random(20260901)  # noqa: S311 - the same week every time
    await _on_tuesday_everybody_answers(players, chance, hiccups)
    await _on_wednesday_there_are_ideas(players, chance)
    await _on_wednesday_evening_the_bot_is_away(players, chance)
    await _on_thursday_people_think_again(players, chance, restart)
    await _on_friday_they_meet(players, chance)
    await players.until(7, "09:00")


async def _on_tuesday_everybody_answers(
    players: Players, chance: Random, hiccups: Sequence[Callable[[], Awaitable[None]]]
) -> None:
    """The moderator plans the week; everybody answers the first session, some quietly, some twice."""
    await players.new_session("Wat als… (vervolg)", day="4 september", hours="10-12u", place="Utrecht", online="ja")
    await players.new_session("Avond", day="10 september", hours="19-21u", place="Assen", online="ja")
    await players.new_session("Uitje", day="12 september", hours="13-17u", place="Texel", online="ja")
    await players.command("moderator", "/instellen overzicht vrijdag 16:00")
    news = {"title": "Er is een verslag", "body": "Lees het rustig.", "when": "3 september 9:00"}
    await players.confirmed("moderator", "/aankondiging nieuw", news)
    acts: list[Act] = []
    for person in players.people:
        if chance.random() < 0.2:
            acts.append(players.signs_up(person, MEETING, chance.choice(("place", "online", "maybe", "no"))))
        else:
            acts.append(players.reacts(person, MEETING, chance.choice(tuple(CHOICES))))
    acts += _some_click(players, chance, 12, MEETING)
    acts += _some_click(players, chance, 15, OUTING)
    await players.at_once(acts, *hiccups)
    await players.chat.settled()


async def _on_wednesday_there_are_ideas(players: Players, chance: Random) -> None:
    """Ideas come in and are supported; the session moves."""
    chat, week = players.chat, players.week
    await players.until(1, "10:00")
    for person, what_if in zip(chance.sample(players.people, len(IDEAS)), IDEAS, strict=True):
        await players.send_idea(person, what_if, "Nu gebeurt dat nog niet.")
    acts: list[Act] = []
    for number in week.ideas:
        fans = {person: chance.choice(tuple(SUPPORT)) for person in chance.sample(players.people, 14)}
        acts += [players.supports(person, number, emoji) for person, emoji in fans.items()]
        one, other = list(fans)[:2]
        acts += [players.supports_quietly(one, number, "join"), players.supports_no_more(other, number, fans[other])]
    await players.at_once(acts)
    await chat.settled()
    await players.confirmed("moderator", "/overzicht erbij We hebben een kookgroep.")
    await players.at_once(players.says(person, "/herinneringen uit", "bot") for person in players.people[:3])
    week.quiet.update(players.people[:3])
    await players.until(1, "18:00")
    moved = {"hours": "14-16u", "place": "Amersfoort"}
    await players.confirmed("moderator", f"/sessie wijzig {MEETING}", moved, {})
    week.tell(week.sessions[MEETING].to_tell, "moved")


async def _on_wednesday_evening_the_bot_is_away(players: Players, chance: Random) -> None:
    """The bot is away, and people go on; more is said than anybody reads at once."""
    await players.chat.stop_bot()
    quiet = chance.sample(sorted(players.week.sessions[MEETING].to_tell), 8)  # the bot talked with them
    acts = [players.signs_up(person, EVENING, "online") for person in quiet[:5]]
    acts += _some_click(players, chance, 20, EVENING)
    acts += [players.signs_up(person, EVENING, "place") for person in quiet[3:]]
    acts += [players.says(person, f"Tot dan! ({number})") for person in players.people for number in range(5)]
    await players.at_once(acts)
    await players.chat.start_bot()
    await players.chat.settled()


async def _on_thursday_people_think_again(
    players: Players, chance: Random, restart: Callable[[], Awaitable[None]]
) -> None:
    """The day before the session: news, reminders, second thoughts, and a card that somebody deletes."""
    chat, week = players.chat, players.week
    await players.until(2, "09:01")
    await players.until(2, "14:01")
    week.remind(MEETING, "day")
    acts = [players.signs_up(person, MEETING, "no") for person in chance.sample(players.people, 6)]
    for person, answers in week.sessions[MEETING].said.items():
        emoji = next((where for where in reversed(answers) if where in CHOICES), None)
        if emoji is not None and chance.random() < 0.4:
            acts.append(players.takes_back(person, MEETING, emoji))
    await players.at_once(acts, restart)
    await chat.settled()
    await chat.delete(players.card(MEETING))
    await chat.settled()
    week.sessions[MEETING].lose_card()
    await players.at_once(_some_click(players, chance, 5, MEETING))
    await chat.settled()


async def _on_friday_they_meet(players: Players, chance: Random) -> None:
    """A reminder an hour before; the bot never hears what happens while the digest is due; an outing is off."""
    chat, week = players.chat, players.week
    await players.until(3, "13:01")
    week.remind(MEETING, "hour")
    await players.until(3, "15:30")
    await chat.stop_bot()
    acts: list[Act] = []
    for person in players.people[10:16]:
        new = [emoji for emoji in CHOICES if emoji not in week.sessions[OUTING].said.get(person, {})]
        acts.append(players.wavers(person, OUTING, *chance.sample(new, 2)))
    for person, answers in week.sessions[EVENING].said.items():
        emoji = next((where for where in answers if where in CHOICES), None)
        if emoji is not None and chance.random() < 0.3:
            acts.append(players.takes_back(person, EVENING, emoji))
    await players.at_once(acts)
    await players.until(3, "17:00")
    await chat.start_bot(after_gap=True)
    await chat.settled()
    late = players.people[5:8]
    card = players.card(MEETING)
    for person in late:
        for emoji in ("📍", "💻"):
            await chat.react(person, card, emoji)
    await chat.settled()
    week.tell(set(late), "late")
    await players.confirmed("moderator", f"/sessie afzeggen {OUTING} De boot vaart niet.")
    week.tell(week.sessions[OUTING].to_tell, "cancelled")


def _some_click(players: Players, chance: Random, many: int, number: int) -> list[Act]:
    """Return that some people click answers under a session, whatever they said before."""
    some = chance.sample(players.people, many)
    return [players.reacts(person, number, chance.choice(tuple(CHOICES))) for person in some]
