import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.api.shapes import CommandShape
from bot.core.registry import Registry, load_cogs
from bot.core.shapes import shapes
from bot.platforms.discord.commands.names import MODERATORS, Json, listing
from bot.platforms.discord.commands.words import slug
from tests.unit.discord.shapes import command, taken

OURS = ("sessions", "reminders", "ideas", "news", "digests", "settings", "help")
NAME = re.compile(r"[-_'\w]{1,32}")
LOCALES = {"nl", "en-US", "en-GB"}


def ours() -> Sequence[CommandShape]:
    return shapes(Registry(load_cogs(f"cogs.{name}" for name in OURS)))


def walked(options: Sequence[Json]) -> Iterator[Json]:
    for option in options:
        yield option
        yield from walked(option.get("options", []))


def longest(told: Json, key: str) -> int:
    return max(map(len, [told.get(key, ""), *told.get(f"{key}_localizations", {}).values()]))


def size(told: Json) -> int:
    """Return how Discord counts: names, descriptions and values, each in its longest language."""
    own = longest(told, "name") + longest(told, "description") + len(str(told.get("value", "")))
    return own + sum(map(size, [*told.get("options", []), *told.get("choices", [])]))


def find(payload: Sequence[Json], *path: str) -> Json:
    found = next(told for told in payload if told["name"] == path[0])
    return find(found["options"], *path[1:]) if path[1:] else found


def assert_no_clash(siblings: Sequence[Json]) -> None:
    for locale in (None, *LOCALES):
        names = [told["name_localizations"].get(locale, told["name"]) for told in siblings]
        assert len(set(names)) == len(names), names


def assert_discord_takes(payload: Sequence[Json]) -> None:
    slash = [told for told in payload if told["type"] == 1]
    assert len(slash) <= 100
    assert len(payload) - len(slash) <= 5
    assert_no_clash(slash)
    assert_no_clash([told for told in payload if told["type"] == 3])
    for told in slash:
        assert size(told) <= 8000
        assert depth(told) <= 3
    for told in walked(slash):
        names = [told["name"], *told["name_localizations"].values()]
        assert all(NAME.fullmatch(name) and name == name.lower() for name in names), names
        texts = [told["description"], *told["description_localizations"].values()]
        assert all(1 <= len(text) <= 100 for text in texts), texts
        assert len(told.get("options", [])) <= 25
        assert_no_clash(told.get("options", []))
        for choice in told.get("choices", []):
            assert 1 <= longest(choice, "name") <= 100
            assert 1 <= len(choice["value"]) <= 100
        assert len(told.get("choices", [])) <= 25
        assert not (told.get("choices") and told.get("autocomplete"))
    for told in payload:
        assert 1 <= longest(told, "name") <= 32


def depth(told: Json) -> int:
    within = [option for option in told.get("options", []) if option["type"] in {1, 2}]
    return 1 + max(map(depth, within), default=0)


def test_discord_takes_all_our_commands() -> None:
    found = listing(ours())
    assert_discord_takes(found.payload)
    assert {leaf.shape.id for leaf in found.by_path.values()} == {shape.id for shape in ours()}


def test_our_commands_are_called_the_same_in_english_throughout() -> None:
    payload = listing(ours()).payload
    assert all(set(told["name_localizations"]) == LOCALES for told in walked(payload)), payload


def test_what_is_missing_is_asked_in_a_form() -> None:
    assert not any(told.get("required") for told in walked(listing(ours()).payload))


@pytest.mark.parametrize("told", listing(ours()).payload, ids=lambda told: str(told["name"]))
def test_commands_can_be_given_in_servers_and_alone_with_the_bot(told: Json) -> None:
    assert told["contexts"] == [0, 1]
    assert told["integration_types"] == [0]


def test_names_are_dutch_and_translated() -> None:
    payload = listing([command("sessie nieuw", "session new"), command("aanmelden", "sign up")]).payload
    assert find(payload, "sessie")["name_localizations"] == {"nl": "sessie", "en-US": "session", "en-GB": "session"}
    assert find(payload, "sessie", "nieuw")["name_localizations"]["en-GB"] == "new"
    assert find(payload, "aanmelden")["name_localizations"]["en-US"] == "sign-up"
    assert find(payload, "aanmelden")["description"] == "Doe aanmelden"
    assert find(payload, "aanmelden")["description_localizations"]["en-US"] == "Do sign up"


def test_a_command_that_is_a_group_too_moves_into_the_group() -> None:
    shapes = [command("herinneringen", "reminders"), command("herinneringen uit", "reminders off")]
    found = listing(shapes)
    assert [told["name"] for told in find(found.payload, "herinneringen")["options"]] == ["toon", "uit"]
    assert find(found.payload, "herinneringen", "toon")["name_localizations"]["en-US"] == "show"
    assert find(found.payload, "herinneringen")["name_localizations"]["en-US"] == "reminders"
    assert found.by_path["herinneringen", "toon"].shape == shapes[0]
    assert find(found.payload, "herinneringen", "toon")["description"] == "Doe herinneringen"


def test_it_takes_another_name_where_the_first_is_taken() -> None:
    found = listing([command("idee"), command("idee toon"), command("idee lijst")])
    assert set(found.by_path) == {("idee", "zelf"), ("idee", "toon"), ("idee", "lijst")}


def test_three_words_make_a_group_within_a_group() -> None:
    found = listing([command("instellen taal"), command("instellen moderator erbij")])
    group = find(found.payload, "instellen", "moderator")
    assert (group["type"], group["options"][0]["type"]) == (2, 1)
    assert ("instellen", "moderator", "erbij") in found.by_path


def test_deeper_than_groups_go_words_are_joined() -> None:
    found = listing([command("een twee drie vier", "one two three four")])
    assert list(found.by_path) == [("een", "twee", "drie-vier")]
    assert find(found.payload, "een", "twee", "drie-vier")["name_localizations"]["en-US"] == "three-four"


def test_a_group_is_translated_only_where_all_in_it_agree() -> None:
    payload = listing([command("mijn aanmeldingen", "my signups"), command("mijn ideeën", "own ideas")]).payload
    assert "en-US" not in find(payload, "mijn")["name_localizations"]


def test_a_translation_that_is_anothers_name_is_left_out() -> None:
    payload = listing([command("stop"), command("halt", "stop"), command("pauze", "break"), command("rust", "break")])
    assert_discord_takes(payload.payload)
    assert "en-US" not in find(payload.payload, "halt")["name_localizations"]


def test_moderators_see_theirs_by_permission_unless_others_need_the_group_too() -> None:
    shapes = [command("instellen taal", moderators=True), command("sessie nieuw", moderators=True), command("sessie")]
    payload = listing(shapes).payload
    assert find(payload, "instellen")["default_member_permissions"] == MODERATORS.value
    assert find(payload, "sessie")["default_member_permissions"] is None


def test_options_say_what_can_be_chosen_or_suggest_it() -> None:
    shape = command(
        "aanmelden",
        "",
        taken("session", "sessie", "choice", suggests=True),
        taken("choice", "hoe", "choice", choices=("place", "online")),
        taken("quiet", "stil", "flag", suggests=True),
        taken("note", "toelichting", "long"),
    )
    session, choice, quiet = find(listing([shape]).payload, "aanmelden")["options"]
    assert (session["type"], session["autocomplete"]) == (3, True)
    assert [one["value"] for one in choice["choices"]] == ["place", "online"]
    assert choice["choices"][0]["name_localizations"] == {"nl": "PLACE", "en-US": "Place", "en-GB": "Place"}
    assert quiet["type"] == 5
    assert "autocomplete" not in quiet


def test_what_is_long_is_an_option_only_where_no_form_asks_for_it() -> None:
    shape = command(
        "idee status",
        "",
        taken("reason", kind="long"),
        taken("body", kind="long", required=False, in_form=True),
        taken("note", kind="long", required=False, most=500),
    )
    [option] = find(listing([shape]).payload, "idee", "status")["options"]
    assert (option["name"], option["max_length"]) == ("note", 500)


def test_an_option_takes_no_more_than_discord_lets_it() -> None:
    shape = command("x", "", taken("a", most=20000), taken("b", most=80, suggests=True))
    long, suggested = find(listing([shape]).payload, "x")["options"]
    assert long["max_length"] == 6000
    assert "max_length" not in suggested


def test_options_are_found_by_what_discord_gives_back() -> None:
    shape = command("hulp", "", taken("audience", "Voor wie?"), taken("other", "voor wie"), taken("odd", "?"))
    found = listing([shape])
    assert {name: item.name for name, item in found.by_path["hulp",].options.items()} == {
        "voor-wie": "audience",
        "voor-wie-2": "other",
        "2": "odd",
    }
    assert_discord_takes(found.payload)


def test_too_many_choices_are_suggested_instead() -> None:
    item = taken("zone", "tijdzone", "choice", choices=tuple(f"z{number}" for number in range(26)), suggests=True)
    option = find(listing([command("x", "", item)]).payload, "x", "tijdzone")
    assert option["autocomplete"]
    assert "choices" not in option


def test_what_is_done_with_a_message_is_found_by_its_label() -> None:
    shape = command("overzicht erbij", "digest add", taken("text", kind="long"), moderators=True, on_message="text")
    found = listing([shape])
    action = found.payload[-1]
    assert (action["type"], action["name"]) == (3, "Doe overzicht erbij hiermee")
    assert action["name_localizations"]["en-US"] == "Do digest add"
    assert found.by_action["Doe overzicht erbij hiermee"] == shape


def test_what_discord_has_no_room_for_is_left_out() -> None:
    many = [command(f"groep w{number}") for number in range(30)]
    many += [command(f"los{number}", on_message="text") for number in range(110)]
    found = listing(many)
    assert_discord_takes(found.payload)
    assert len(find(found.payload, "groep")["options"]) == 25
    assert ("groep", "w24") in found.by_path
    assert ("groep", "w25") not in found.by_path


words = st.text(st.characters(exclude_categories=["Cs", "Z", "Cc"]), min_size=1, max_size=40).filter(
    lambda word: word.split() == [word]
)
paths = st.lists(words, min_size=1, max_size=4).map(" ".join)
labels = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120).filter(str.strip)


@given(st.lists(st.tuples(paths, paths, st.lists(labels, max_size=4)), max_size=6, unique_by=lambda one: one[0]))
@example([("hulp", "help", ["een", "2", "?", "één", "een"])])
def test_whatever_commands_are_called_discord_takes_them(named: list[tuple[str, str, list[str]]]) -> None:
    made = [
        command(path, english, *(taken(f"n{number}", label) for number, label in enumerate(labels)))
        for path, english, labels in named
    ]
    found = listing(made)
    assert_discord_takes(found.payload)
    for path, leaf in found.by_path.items():
        told: Any = find(found.payload, *path)
        assert [option["name"] for option in told["options"]] == list(leaf.options)


@given(st.text())
def test_a_slug_is_a_name_or_nothing(text: str) -> None:
    assert slug(text) == "" or (NAME.fullmatch(slug(text)) and slug(text) == slug(text).lower())
