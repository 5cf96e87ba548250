"""`watals check` on Discord: what it says of everything that can be right or wrong there."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.platforms.discord import account
from bot.setup.check import check
from tests.discord.double import GuildKeeper, Permission
from tests.discord.double import guild_payloads as payloads
from tests.discord.setup.bench import CONFIG, Bench

pytestmark = pytest.mark.discord
Checked = Callable[[], Awaitable[tuple[bool, str]]]


@pytest.fixture
def checked(
    bench: Bench, guild: GuildKeeper, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Checked:
    """Check a bot that has its token; return whether nothing is wrong, and all that was said, in one line."""
    monkeypatch.delenv(account.VARIABLE, raising=False)
    bench.set_up()

    async def checked() -> tuple[bool, str]:
        capsys.readouterr()
        good = await check(bench.config)
        said = " ".join(capsys.readouterr().out.split())
        assert bench.double.token not in said
        return good, said

    return checked


async def test_where_everything_is_well_it_says_so(checked: Checked, bench: Bench, guild: GuildKeeper) -> None:
    news, private = guild.text("nieuws"), guild.text("moderatie")
    guild.role("Team jeugd")
    await bench.link((news, "announcements"), (private, "moderation"))
    bench.list_commands()
    good, said = await checked()
    assert good
    assert "Discord kent de bot als wat-als.bot#0001" in said
    assert "#nieuws op Gemeenschap (aankondigingen): de bot mag hier alles wat hij nodig heeft." in said
    assert "#moderatie op Gemeenschap (moderatie)" in said
    assert said.endswith("Alles staat goed.")
    assert {one.method for one in bench.double.rest.asked} == {"GET"}


async def test_a_bot_that_is_nowhere_yet_is_told_how_it_comes_somewhere(checked: Checked, guild: GuildKeeper) -> None:
    guild.kick_bot()
    good, said = await checked()
    assert good
    assert "nog op geen enkele server" in said
    assert "https://discord.com/oauth2/authorize" in said
    assert "heeft nog niet gedraaid" in said


async def test_what_no_channel_serves_for_is_said_with_what_to_type(
    checked: Checked, bench: Bench, guild: GuildKeeper
) -> None:
    await bench.link((guild.text("nieuws"), "announcements"))
    _, said = await checked()
    assert "Nog geen kanaal voor moderatie." in said
    assert "/instellen kanaal berichten:moderatie" in said
    assert "Nog geen kanaal voor aankondigingen." not in said


@pytest.mark.parametrize(
    ("taken", "good", "words"),
    [
        (Permission.SEND_MESSAGES, False, "de bot mag hier niet berichten sturen (Send Messages)"),
        (Permission.ADD_REACTIONS, False, "mag hier niet reacties zetten (Add Reactions)"),
        (Permission.MANAGE_MESSAGES, True, "mag niet een oude keuze van iemand opruimen (Manage Messages)"),
        (Permission.CREATE_PUBLIC_THREADS, True, "mag niet threads maken (Create Public Threads)"),
        (Permission.VIEW_CHANNEL, False, "#nieuws (aankondigingen): de bot ziet dit kanaal niet"),
    ],
)
async def test_what_it_may_not_do_in_a_channel_is_named(
    checked: Checked, bench: Bench, guild: GuildKeeper, *, taken: Permission, good: bool, words: str
) -> None:
    channel = guild.text("nieuws")
    await bench.link((channel, "announcements"))
    guild.overwrite(channel, bench.double.state.bot.id, deny=taken)
    assert (await checked())[0] == good
    assert words in (await checked())[1]


async def test_a_forum_is_spoken_of_as_a_forum(checked: Checked, bench: Bench, guild: GuildKeeper) -> None:
    channel = guild.forum("ideeën")
    await bench.link((channel, "ideas"))
    guild.overwrite(channel, bench.double.state.bot.id, deny=Permission.SEND_MESSAGES)
    good, said = await checked()
    assert not good
    assert "posts maken (Create Posts)" in said


async def test_a_channel_that_is_gone_is_said(checked: Checked, bench: Bench, guild: GuildKeeper) -> None:
    channel = guild.text("nieuws")
    await bench.link((channel, "announcements"))
    guild.delete(channel)
    good, said = await checked()
    assert not good
    assert "de bot ziet dit kanaal niet" in said


async def test_a_server_without_a_calendar_for_the_bot_is_said(
    checked: Checked, bench: Bench, guild: GuildKeeper
) -> None:
    await bench.link((guild.text("nieuws"), "announcements"))
    [role] = [one for one in guild.guild.roles.values() if one.name == bench.double.state.bot.name]
    guild.allow(role, role.permissions & ~Permission.CREATE_EVENTS)
    good, said = await checked()
    assert good
    assert "Gemeenschap: de bot mag sessies niet in de agenda van de server zetten (Create Events)" in said


async def test_a_role_that_is_called_otherwise_makes_nobody_moderator(
    checked: Checked, bench: Bench, guild: GuildKeeper
) -> None:
    await bench.link((guild.text("nieuws"), "announcements"))
    guild.role("Jeugdteam")
    assert "geen rol die “Team jeugd” heet" in (await checked())[1]
    guild.role("Team Jeugd")
    assert "geen rol die" not in (await checked())[1]


async def test_a_server_that_serves_for_nothing_is_named(checked: Checked, bench: Bench, guild: GuildKeeper) -> None:
    await bench.link()
    assert "Ook op: Gemeenschap. Daar komt niets vanzelf." in (await checked())[1]


async def test_commands_of_another_version_are_said(checked: Checked, bench: Bench) -> None:
    assert "niet de commando's van deze versie" in (await checked())[1]
    bench.list_commands()
    assert "De commando's van de bot staan op Discord." in (await checked())[1]
    bench.double.state.commands[0]["description"] = "Iets anders"
    assert "niet de commando's van deze versie" in (await checked())[1]


@pytest.mark.parametrize(
    ("told", "good", "words"),
    [
        ({"flags": 1 << 19}, True, "(Message Content Intent)"),
        ({"flags": 1 << 13 | 1 << 14}, True, "(Presence Intent, Server Members Intent)"),
        ({"bot_public": True}, True, "Zet Public Bot uit"),
        ({"interactions_endpoint_url": "https://example.org/"}, False, "maak bij General Information het veld"),
    ],
)
async def test_what_is_not_well_in_the_portal_is_said(
    checked: Checked, monkeypatch: pytest.MonkeyPatch, told: dict[str, Any], good: bool, words: str
) -> None:
    usual = payloads.application
    monkeypatch.setattr(payloads, "application", lambda *given: {**usual(*given), **told})
    assert (await checked())[0] == good
    assert words in (await checked())[1]


async def test_a_token_that_was_replaced(checked: Checked, bench: Bench) -> None:
    account.save(bench.discord, f"{bench.double.token}-van-vroeger")
    good, said = await checked()
    assert not good
    assert "kent het token van de bot niet" in said
    assert "watals init --discord" in said


async def test_a_token_that_others_can_read_or_that_is_not_there(checked: Checked, bench: Bench) -> None:
    bench.token.chmod(0o644)
    good, said = await checked()
    assert not good
    assert "chmod 600" in said
    bench.token.unlink()
    assert "er is nog geen token" in (await checked())[1]


async def test_a_token_in_the_environment(checked: Checked, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(account.VARIABLE, bench.double.token)
    assert f"staat in de omgeving, als {account.VARIABLE}" in (await checked())[1]


@pytest.mark.parametrize("path", ["/users/@me$", "/users/@me/guilds", "/channels/"])
async def test_a_discord_that_does_not_answer(checked: Checked, bench: Bench, guild: GuildKeeper, path: str) -> None:
    await bench.link((guild.text("nieuws"), "announcements"))
    bench.double.faults.cut("GET", path, times=None)
    good, said = await checked()
    assert not good
    assert "geeft geen goed antwoord" in said


async def test_a_cog_that_is_not_well_formed_is_said(checked: Checked, bench: Bench) -> None:
    bench.set_up(f'cogs = ["cogs.nergens"]\n{CONFIG}')
    good, said = await checked()
    assert not good
    assert "cogs.nergens" in said


async def test_a_config_with_both_says_which_is_which(checked: Checked, bench: Bench) -> None:
    bench.set_up(f"{CONFIG}\n[matrix]\n")
    good, said = await checked()
    assert not good
    assert "Matrix ✘" in said
    assert "Discord ✔" in said


@pytest.mark.usefixtures("guild")
async def test_as_a_command_it_ends_with_what_it_found(bench: Bench) -> None:
    bench.set_up()
    done = await bench.check()
    assert (done.code, done.err) == (0, "")
    bench.token.unlink()
    assert (await bench.check()).code == 1


async def test_on_a_phone_no_line_is_too_long(bench: Bench, guild: GuildKeeper) -> None:
    bench.set_up()
    await bench.link((guild.text("nieuws"), "announcements"))
    said = (await bench.check(COLUMNS="45")).out
    too_long = [line for line in said.splitlines() if len(line) > 45]
    assert [line for line in too_long if len(line.split()) > 2] == []  # what is to be copied stays whole
