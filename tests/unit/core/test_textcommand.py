"""Commands typed as text, the way people type."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.registry import Registry, load_cogs
from bot.core.textcommand import Parsed, TextCommands, Unknown
from bot.demo.running import COGS
from tests.unit.core.example_cog import setup

REGISTRY = Registry([*load_cogs(COGS), setup()])
COMMANDS = TextCommands(REGISTRY)
NAMES = sorted(name for command in REGISTRY.commands.values() for name in REGISTRY.names(command))

pieces = st.one_of(
    st.text(max_size=12),
    st.sampled_from([*NAMES, "/", "!", '"', "“", "”", ":", "sessie:", "reden:", " ", "\n", "\t", "\u00a0", "\u2003"]),
)


def parsed(text: str) -> tuple[str, dict[str, str]]:
    found = COMMANDS.parse(text)
    assert isinstance(found, Parsed)
    return found.command.id, dict(found.input)


@given(st.lists(pieces, max_size=10).map(" ".join) | st.lists(pieces, max_size=10).map("".join))
@example("/")
@example("")
@example('/sessie toon "')
def test_any_text_can_be_read(text: str) -> None:
    found = COMMANDS.parse(text)
    if isinstance(found, Parsed):
        assert set(found.input) <= {item.name for item in found.command.inputs}
    COMMANDS.is_command(text)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("mark", ["/", "!", " /", "/ "])
def test_every_name_with_either_mark_means_its_command(name: str, mark: str) -> None:
    command_id, _ = parsed(mark + name)
    assert name in REGISTRY.names(REGISTRY.commands[command_id])
    assert COMMANDS.is_command(mark + name)


@pytest.mark.parametrize("text", ["/SESSIE Toon 3", "!sessie   toon\t3", "/sessie\ntoon\n3", "/session show 3"])
def test_capitals_and_white_space_make_no_difference(text: str) -> None:
    assert parsed(text) == ("sessie-toon", {"session": "3"})


@pytest.mark.parametrize("text", ["hallo", "wat/als", "", "  ", "10/12"])
def test_ordinary_talk_is_no_command(text: str) -> None:
    assert not COMMANDS.is_command(text)


def test_the_longest_name_counts() -> None:
    assert parsed("/proef lang")[0] == "proef-lang"
    assert parsed("/proef langer")[0] == "proef"
    assert parsed("/try look x") == ("proef-bekijken", {"text": "x"})


def test_inputs_come_in_order_and_the_last_takes_the_rest() -> None:
    assert parsed("/proef een twee drie") == ("proef", {"first": "een", "second": "twee drie"})
    assert parsed("/proef een") == ("proef", {"first": "een"})


@pytest.mark.parametrize("quoted", ['"een twee"', "“een twee”"])
def test_quotes_keep_words_together(quoted: str) -> None:
    assert parsed(f"/proef {quoted} drie") == ("proef", {"first": "een twee", "second": "drie"})


@pytest.mark.parametrize(
    "text",
    [
        "/sessie afzeggen sessie: 3 reden: de zaal is bezet",
        "/sessie afzeggen reden: de zaal is bezet sessie: 3",
        "/sessie afzeggen 3 reden: de zaal is bezet",
        '/sessie afzeggen 3 "de zaal is bezet"',
        "/sessie afzeggen SESSIE: 3 Reden: de zaal is bezet",
        "/session cancel session: 3 reason: de zaal is bezet",
        '!session cancel reason: "de zaal is bezet" session: 3',
    ],
)
def test_inputs_can_be_named_in_both_languages_and_any_order(text: str) -> None:
    assert parsed(text) == ("sessie-afzeggen", {"session": "3", "reason": "de zaal is bezet"})


def test_the_names_that_code_uses_work_too() -> None:
    assert parsed("/proef first: een second: twee") == ("proef", {"first": "een", "second": "twee"})


def test_a_word_with_a_colon_that_names_nothing_is_just_a_word() -> None:
    assert parsed("/proef let op: nu") == ("proef", {"first": "let", "second": "op: nu"})


def test_lines_and_blanks_within_a_long_text_are_kept() -> None:
    text = "Beste mensen,\n\nKom je ook?\n10:00  Opening\n\tGroet"
    assert parsed(f"/sessie plakken {text}") == ("sessie-plakken", {"text": text})
    assert parsed(f"/proef een {text}") == ("proef", {"first": "een", "second": text})
    assert parsed(f"/proef begin: een rest: {text}") == ("proef", {"first": "een", "second": text})


def test_quotes_within_a_long_text_are_kept() -> None:
    text = 'Wij zeggen: "kom binnen" en “ga zitten”, zei 10" man.'
    assert parsed(f"/sessie plakken {text}") == ("sessie-plakken", {"text": text})


def test_a_label_of_several_words_names_its_input_too() -> None:
    assert parsed("/watals Nu: niemand luistert. Wat als we: eerst vragen?") == (
        "watals",
        {"now": "niemand luistert.", "what_if": "eerst vragen?"},
    )


def test_a_label_within_quotes_is_just_words() -> None:
    assert parsed('/sessie afzeggen 3 "sessie: 4 is op reden: ziek"') == (
        "sessie-afzeggen",
        {"session": "3", "reason": "sessie: 4 is op reden: ziek"},
    )


@pytest.mark.parametrize("typed", ["/", "!!!", "/xyzzy aap", "/ ", "/sessie"])
def test_what_is_no_command_is_kept_as_typed(typed: str) -> None:
    assert COMMANDS.parse(typed) == Unknown(typed)


@pytest.mark.parametrize(
    ("text", "name", "typed", "given"),
    [
        ("/sessie afzeggen ", "session", "", set()),
        ("/sessie afzeggen 3", "session", "3", set()),
        ("/sessie afzeggen 3 ", "reason", "", {"session"}),
        ("/sessie afzeggen 3 de zaal is", "reason", "de zaal is", {"session"}),
        ("/sessie afzeggen 3 reden: de zaal", "reason", "de zaal", {"session"}),
        ("/sessie afzeggen reden: de zaal sessie: ", "session", "", {"reason"}),
        ('/aanmelden "wat als', "session", "wat als", set()),
        ('/aanmelden "wat als" mis', "choice", "mis", {"session"}),
        ("!idea list mo", "order", "mo", set()),
        ("/sessie lijst ", None, "", set()),
    ],
)
def test_the_input_that_is_being_typed_is_known(text: str, name: str | None, typed: str, given: set[str]) -> None:
    found = COMMANDS.typing(text)
    assert found is not None
    assert (found.item and found.item.name, found.typed, found.given) == (name, typed, given)
    assert text[found.start :].strip('"“') == typed


@pytest.mark.parametrize("text", ["/", "/sessie", "/sessie toon", "/xyzzy 3", "hallo daar", ""])
def test_while_the_name_is_typed_there_is_no_input_yet(text: str) -> None:
    assert COMMANDS.typing(text) is None


@given(st.lists(pieces, max_size=10).map(" ".join))
def test_any_text_can_be_half_typed(text: str) -> None:
    found = COMMANDS.typing("/" + text)
    if found is not None:
        assert 0 <= found.start <= len(text) + 1


@pytest.mark.parametrize(
    "text",
    [
        "!watals we alle oorzaken kennen | nu: niemand kijkt ernaar",
        "!watals we alle oorzaken kennen | niemand kijkt ernaar",
        "!watals nu: niemand kijkt ernaar | wat als we: we alle oorzaken kennen",
        "!watals we alle oorzaken kennen\n|\nniemand kijkt ernaar",
        '!watals "we alle oorzaken kennen" | "niemand kijkt ernaar"',
    ],
)
def test_a_bar_stands_between_inputs(text: str) -> None:
    assert parsed(text) == ("watals", {"what_if": "we alle oorzaken kennen", "now": "niemand kijkt ernaar"})


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("!watals a b | c d | e f", {"what_if": "a b", "now": "c d", "theme": "e f"}),
        ("!watals a | b | c | d", {"what_if": "a", "now": "b", "theme": "c | d"}),
        ("!watals a | | c", {"what_if": "a", "theme": "c"}),
        ("!watals | b", {"now": "b"}),
        ("!watals a |", {"what_if": "a"}),
        ('!watals "a | b" | c', {"what_if": "a | b", "now": "c"}),
        ("!watals ja|nee | c", {"what_if": "ja|nee", "now": "c"}),
        ("!watals a | nu: b | c", {"what_if": "a", "now": "b | c"}),
        ("!watals a | nu: b | thema: c", {"what_if": "a", "now": "b", "theme": "c"}),
    ],
)
def test_what_stands_between_bars_goes_to_the_inputs_in_order(text: str, given: dict[str, str]) -> None:
    assert parsed(text) == ("watals", given)


def test_a_number_needs_no_bar_after_it() -> None:
    assert parsed("!sessie afzeggen 3 | de zaal is bezet")[1] == {"session": "3", "reason": "de zaal is bezet"}
    assert parsed("!sessie afzeggen 3 de zaal | is bezet")[1] == {"session": "3", "reason": "de zaal | is bezet"}


def test_a_text_with_bars_for_one_input_stays_whole() -> None:
    assert parsed("!sessie plakken 10:00 | Opening | Zaal") == ("sessie-plakken", {"text": "10:00 | Opening | Zaal"})


words_and_bars = st.lists(st.sampled_from(["een", "twee!", "drie|vier", "|", "nu", "12", "we…"]), min_size=1)


@given(words_and_bars, st.sampled_from(["watals", "sessie afzeggen", "proef", "sessie plakken", "aankondiging nieuw"]))
def test_bars_lose_nothing_that_was_typed(typed: list[str], name: str) -> None:
    _, given_input = parsed(f"!{name} {' '.join(typed)}")
    read = [word for text in given_input.values() for word in text.split() if word != "|"]
    assert read == [word for word in typed if word != "|"]
