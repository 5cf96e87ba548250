from typing import Any

from bot.platforms.discord.commands.given import Given, given
from bot.platforms.discord.commands.names import Listing, listing
from tests.unit.discord.shapes import command, taken


def ours() -> Listing:
    return listing(
        [
            command("aanmelden", "", taken("session", "Sessie"), taken("quiet", "stil", "flag")),
            command("herinneringen"),
            command("herinneringen uit"),
            command("instellen moderator erbij", "", taken("account", "Persoon")),
            command("overzicht erbij", "", taken("text", kind="long"), on_message="text"),
        ]
    )


def slash(*path: str, **options: Any) -> dict[str, Any]:
    """Return what Discord tells of a command."""
    told: list[dict[str, Any]] = [{"name": name, "type": 3, "value": value} for name, value in options.items()]
    for depth, word in enumerate(reversed(path[1:]), 1):
        told = [{"name": word, "type": depth, "options": told}]
    return {"id": "1", "type": 1, "name": path[0], "options": told}


def on_message(name: str, message: dict[str, Any]) -> dict[str, Any]:
    return {"id": "1", "type": 3, "name": name, "target_id": "7", "resolved": {"messages": {"7": message}}}


def test_options_are_inputs_as_typed() -> None:
    found = given(ours(), slash("aanmelden", sessie="Vervolg Utrecht", stil=True))
    assert found == Given("aanmelden", {"session": "Vervolg Utrecht", "quiet": "ja"})
    assert given(ours(), slash("aanmelden", stil=False)).input == {"quiet": "nee"}


def test_a_command_without_options_is_found() -> None:
    data = slash("aanmelden")
    del data["options"]
    assert given(ours(), data) == Given("aanmelden", {})


def test_commands_are_found_in_their_groups() -> None:
    assert given(ours(), slash("herinneringen", "uit")).command == "herinneringen-uit"
    assert given(ours(), slash("herinneringen", "toon")).command == "herinneringen"
    found = given(ours(), slash("instellen", "moderator", "erbij", persoon="Ouder"))
    assert found == Given("instellen-moderator-erbij", {"account": "Ouder"})


def test_the_option_that_is_typed_is_told() -> None:
    data = slash("aanmelden", sessie="vervo", stil=True)
    data["options"][0]["focused"] = True
    assert given(ours(), data) == Given("aanmelden", {"session": "vervo", "quiet": "ja"}, "session")


def test_what_is_gone_since_is_no_command() -> None:
    assert given(ours(), slash("sessie", "weg", wat="iets")) == Given("sessie-weg", {})
    assert given(ours(), on_message("Weg ermee", {"content": "x"})) == Given("Weg ermee", {})
    assert given(ours(), slash("aanmelden", vroeger="iets")) == Given("aanmelden", {})


def test_a_message_gives_its_text() -> None:
    found = given(ours(), on_message("Doe overzicht erbij hiermee", {"content": "Kom ook!", "components": []}))
    assert found == Given("overzicht-erbij", {"text": "Kom ook!"})


def test_what_a_bot_says_is_not_said_after_it() -> None:
    message = {"content": "", "components": [{"type": 17, "components": [{"type": 10, "content": "Kom ook!"}]}]}
    assert given(ours(), on_message("Doe overzicht erbij hiermee", message)).input == {"text": ""}
