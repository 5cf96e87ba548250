"""The config file: every mistake is answered with its key, what is wrong and what would be right."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
from msgspec import Struct
from msgspec.structs import fields

from bot.config import Config, ConfigError, load

ROOT = Path(__file__).parents[2]
GOOD = """
data = "data"
cogs = ["cogs.sessions"]

[community]
name = "Gemeenschap"

[[room.people]]
id = "ouder"
name = "Ouder"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load(written(folder, text))
    return str(caught.value)


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_a_small_config_is_enough(tmp_path: Path) -> None:
    config = load(written(tmp_path, GOOD))
    assert config.database == tmp_path.resolve() / "data" / "watals.db"
    assert config.timeline.parent == config.database.parent
    assert (config.room.host, config.room.port, config.log_level) == ("127.0.0.1", 8765, "info")
    assert (config.community.language, config.community.zone) == ("nl", "Europe/Amsterdam")


def test_the_bot_may_live_on_matrix_alone_or_on_both(tmp_path: Path) -> None:
    alone = load(written(tmp_path, 'data = "data"\n[matrix]\n'))
    assert (alone.room, alone.matrix.invites) == (None, ())
    assert alone.matrix_folder == alone.data / "matrix"
    both = load(written(tmp_path, f'{GOOD}\n[matrix]\ninvites = ["voorbeeld.nl:8448", "@iemand:[::1]:80"]\n'))
    assert both.room is not None
    assert both.matrix.invites == ("voorbeeld.nl:8448", "@iemand:[::1]:80")


def test_the_bot_may_live_on_discord_alone_or_beside_matrix(tmp_path: Path) -> None:
    alone = load(written(tmp_path, 'data = "data"\n[discord]\n'))
    assert (alone.room, alone.matrix, alone.discord.moderator_roles) == (None, None, ())
    assert alone.discord_folder == alone.data / "discord"
    both = load(written(tmp_path, 'data = "data"\n[matrix]\n[discord]\nmoderator_roles = ["Team jeugd", "@mods"]\n'))
    assert both.matrix is not None
    assert both.discord.moderator_roles == ("Team jeugd", "@mods")


@pytest.mark.parametrize("roles", ['"Moderator"', "[3]", '[""]'])
def test_roles_that_are_no_names_are_said_so(tmp_path: Path, roles: str) -> None:
    said = refused(tmp_path, f"{GOOD}\n[discord]\nmoderator_roles = {roles}\n")
    assert "discord.moderator_roles" in said
    assert 'right would be: moderator_roles = ["Moderator"]' in said


def test_a_bot_that_lives_nowhere_is_told_what_there_is(tmp_path: Path) -> None:
    said = refused(tmp_path, 'data = "data"')
    assert "room, matrix and discord: are all missing; right would be: [room] with port = 8765" in said
    assert said.endswith("or [matrix], or [discord]")


@pytest.mark.parametrize(
    "invite", ["https://voorbeeld.nl", "iemand@voorbeeld.nl", "#kamer:voorbeeld.nl", "@iemand", "*"]
)
def test_an_invite_that_is_no_server_and_nobody_is_named(tmp_path: Path, invite: str) -> None:
    said = refused(tmp_path, f'{GOOD}\n[matrix]\ninvites = ["voorbeeld.nl", "{invite}"]\n')
    assert f"matrix.invites: has '{invite}'" in said
    assert 'right would be: invites = ["voorbeeld.nl", "@iemand:voorbeeld.nl"]' in said


def test_a_whole_path_for_the_data_is_kept(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    text = changed('data = "data"', f'data = "{elsewhere.as_posix()}"')
    assert load(written(tmp_path, text)).data == elsewhere


def keys(table: type[Struct], prefix: str = "") -> set[str]:
    """Return every key of a table and of those in it: "community.name", "room.people.id"."""
    found: set[str] = set()
    for setting in fields(table):
        name = f"{prefix}{setting.name}"
        found |= {key for inner in tables_in(setting.type) for key in keys(inner, f"{name}.")} or {name}
    return found


def tables_in(kind: Any) -> list[type[Struct]]:
    if isinstance(kind, type) and issubclass(kind, Struct):
        return [kind]
    return [table for part in get_args(kind) for table in tables_in(part)]


def told(value: Any, prefix: str = "") -> set[str]:
    """Return every key of a loaded file, written the same way."""
    if isinstance(value, list):
        return {key for one in value for key in told(one, prefix)} | {prefix}
    if isinstance(value, dict):
        return {key for name, one in value.items() for key in told(one, f"{prefix}.{name}" if prefix else name)} | {
            prefix
        }
    return {prefix}


def test_the_keys_of_the_tables_are_found() -> None:
    assert {"data", "community.zone", "community.reactions", "room.port", "room.people.moderator"} <= keys(Config)


EXAMPLE = (ROOT / "config.example.toml").read_text(encoding="utf-8")


def test_the_example_asks_for_no_more_than_a_fresh_install_needs(tmp_path: Path) -> None:
    config = load(written(tmp_path, EXAMPLE))
    assert set(tomllib.loads(EXAMPLE)) == {"data", "room"}
    assert not any(person.moderator for person in config.room.people)


def test_the_example_shows_every_setting_with_what_holds_without_it(tmp_path: Path) -> None:
    whole = re.sub(r"(?m)^#(?=[^ \n])", "", EXAMPLE)
    assert keys(Config) - told(tomllib.loads(whole)) == set()
    shown, without = load(written(tmp_path, whole)), load(written(tmp_path, EXAMPLE))
    assert (shown.cogs, shown.log_level, shown.room.host) == (without.cogs, without.log_level, without.room.host)
    assert shown.community.language == without.community.language
    assert shown.community.zone == without.community.zone
    assert shown.community.reactions == without.community.reactions


def test_a_community_that_the_config_leaves_out_begins_like_any_other(tmp_path: Path) -> None:
    config = load(written(tmp_path, changed('[community]\nname = "Gemeenschap"\n', "")))
    assert config.community.name == "Onze gemeenschap"
    assert not config.community.email
    assert load(written(tmp_path, changed('name = "Gemeenschap"', ""))).community == config.community


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('data = "data"\n', "", "data"),
        ('data = "data"', "data = 3", "data"),
        ('data = "data"', 'data = "data"\nlog_level = "loud"', "log_level"),
        ('cogs = ["cogs.sessions"]', "cogs = []", "cogs"),
        ('cogs = ["cogs.sessions"]', 'cogs = "cogs.sessions"', "cogs"),
        ('[community]\nname = "Gemeenschap"', 'community = "Gemeenschap"', "community"),
        ('name = "Gemeenschap"', 'name = ""', "community.name"),
        ('name = "Gemeenschap"', 'name = "G"\nlanguage = "fr"', "community.language"),
        ('name = "Gemeenschap"', 'name = "G"\nzone = "Amsterdam"', "community.zone"),
        ('name = "Gemeenschap"', 'name = "G"\nzone = "Europe"', "community.zone"),
        ('name = "Gemeenschap"', 'name = "G"\nzone = "/etc/passwd"', "community.zone"),
        ('name = "Gemeenschap"', 'name = "G"\nzone = ""', "community.zone"),
        ('name = "Gemeenschap"', 'name = "G"\nemail = 3', "community.email"),
        ('name = "Gemeenschap"', 'name = "G"\nphone = 30', "community.phone"),
        ('name = "Gemeenschap"', 'name = "G"\nthemes = "een"', "community.themes"),
        ('name = "Gemeenschap"', 'name = "G"\nreactions = { place = "💻" }', "community.reactions"),
        ('name = "Gemeenschap"', 'name = "G"\nreactions = { no = "📍\\uFE0F" }', "community.reactions"),
        ('name = "Gemeenschap"', 'name = "G"\nreactions = { place = " " }', "community.reactions"),
        ('name = "Gemeenschap"', 'name = "G"\nreactions = { place = "hier" }', "community.reactions"),
        ('name = "Gemeenschap"', 'name = "G"\nreactions = { perhaps = "🤔" }', "community.reactions"),
        ('[[room.people]]\nid = "ouder"\nname = "Ouder"', "", "room"),
        ("[[room.people]]", "[room]\nport = 0\n[[room.people]]", "room.port"),
        ("[[room.people]]", '[room]\nport = "many"\n[[room.people]]', "room.port"),
        ("[[room.people]]", '[room]\nhost = "0.0.0.0"\n[[room.people]]', "room.host"),
        ("[[room.people]]", '[room]\nhost = "192.168.1.2"\n[[room.people]]', "room.host"),
        ('id = "ouder"', 'id = "De Ouder"', "room.people.0.id"),
        ('id = "ouder"', 'id = "ouder\\n"', "room.people.0.id"),
        ('id = "ouder"', "", "room.people.0.id"),
        ('name = "Ouder"', 'name = ""', "room.people.0.name"),
        ('name = "Ouder"', 'name = "Ouder"\nmoderator = "soms"', "room.people.0.moderator"),
    ],
)
def test_a_wrong_setting_is_named_with_what_would_be_right(tmp_path: Path, old: str, new: str, key: str) -> None:
    said = refused(tmp_path, changed(old, new))
    line = next((line for line in said.split("config.toml: ") if line.startswith(key)), "")
    assert line, said
    assert "right would be: " in line


def test_a_reaction_used_twice_is_said_so(tmp_path: Path) -> None:
    text = changed('name = "Gemeenschap"', 'name = "G"\nreactions = { place = "💻" }')
    assert "one emoji twice" in refused(tmp_path, text)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('data = "data"', 'data = "data"\ncolour = "red"', "colour"),
        ('name = "Gemeenschap"', 'name = "G"\nemial = "a@b.nl"', "community.emial"),
        ('name = "Ouder"', 'name = "Ouder"\nadmin = true', "room.people.0.admin"),
    ],
)
def test_an_unknown_setting_is_named(tmp_path: Path, old: str, new: str, key: str) -> None:
    said = refused(tmp_path, changed(old, new))
    assert f"config.toml: {key}: is not a setting" in said


@pytest.mark.parametrize("person", ['id = "ouder"\nname = "Nog een"', 'id = "bot"\nname = "Bot"'])
def test_everybody_is_somebody_else_and_nobody_is_the_bot(tmp_path: Path, person: str) -> None:
    assert "room.people" in refused(tmp_path, f"{GOOD}\n[[room.people]]\n{person}\n")


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    text = changed('name = "Gemeenschap"', 'name = "G"\nlanguage = "fr"').replace('id = "ouder"', 'id = "?"')
    said = refused(tmp_path, text)
    assert "community.language" in said
    assert "room.people.0.id" in said


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        ('[matrix]\ninvites = [1, "voorbeeld.nl", true]', ["matrix.invites.0", "matrix.invites.2"]),
        ('[discord]\nmoderator_roles = ["", "Team", 3]', ["discord.moderator_roles.0", "discord.moderator_roles.2"]),
        (
            '[community.reactions]\nplace = 1\nperhaps = "🤔"\nno = true',
            ["community.reactions.place", "community.reactions.perhaps", "community.reactions.no"],
        ),
    ],
)
def test_every_wrong_entry_is_named(tmp_path: Path, table: str, keys: list[str]) -> None:
    said = refused(tmp_path, f'data = "data"\n[[room.people]]\nid = "a"\nname = "A"\n{table}\n')
    lines = [line.partition(": ")[0] for line in said.split("config.toml: ")[1:]]
    assert lines == keys


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('data = "data"\n[[matrix]]\ninvites = []', "matrix: is not a table (it says: [{'invites': []}])"),
        ('data = "data"\n[matrix]\n[[community]]\n', "community: is not a table (it says: [{}])"),
        ('data = "data"\n[room.people.anna]\nname = "Anna"', "room.people: Expected `array`, got `table`"),
        ('data = "data"\n[matrix]\n[community]\nreactions = "📍"', "community.reactions: Expected `table`, got `str`"),
        ('data = "data"\n[matrix]\n[community]\nemail = 3', "community.email: Expected `str`, got `int`"),
    ],
)
def test_what_is_wrong_is_said_in_words_of_toml(tmp_path: Path, text: str, line: str) -> None:
    said = refused(tmp_path, text)
    assert f"config.toml: {line}" in said
    assert said.count("config.toml: ") == 1


@pytest.mark.parametrize(
    ("table", "choices"),
    [
        ('log_level = "loud"\n[matrix]', '"debug", "info", "warning" or "error"'),
        ('[matrix]\n[community]\nlanguage = "fr"', '"nl" or "en"'),
    ],
)
def test_a_choice_that_there_is_not_is_answered_with_those_there_are(tmp_path: Path, table: str, choices: str) -> None:
    assert refused(tmp_path, f'data = "data"\n{table}\n').endswith(choices)


@pytest.mark.parametrize("text", ["this is no toml", "[community\n", "a = 1\na = 2"])
def test_what_is_no_toml_is_said_so(tmp_path: Path, text: str) -> None:
    assert "is not TOML" in refused(tmp_path, text)


def test_a_file_in_another_encoding_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes('name = "jeugd é"'.encode("latin-1"))
    with pytest.raises(ConfigError, match="is not TOML"):
        load(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"missing\.toml: cannot be read"):
        load(tmp_path / "missing.toml")
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("command", "text"), [("run", changed('name = "Gemeenschap"', 'zone = "Mars"')), ("migrate", None)]
)
def test_the_program_says_so_and_stops(tmp_path: Path, command: str, text: str | None) -> None:
    path = tmp_path / "none.toml" if text is None else written(tmp_path, text)
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", command, "--config", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert ended.returncode == 2
    assert str(path) in ended.stderr
    assert "Traceback" not in ended.stderr
