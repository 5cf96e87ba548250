"""The config file as `watals init` leaves it: written where there is none, else left as it is."""

from pathlib import Path

from bot.config import Config
from bot.setup.findings import Finding, right, warning

DATA = "data"
_CONFIG = """# De instellingen van de Wat-als bot. Wat er nog meer kan, staat in config.example.toml.

# De map waarin de bot alles bewaart. Een map zonder / vooraan staat naast dit bestand.
data = "{data}"

# {why}
{lines}
"""


def data_for(path: Path, config: Config | None) -> Path:
    """Return where the bot keeps all, by the config in `path` or by the one that will be written there."""
    return path.parent / DATA if config is None else config.data


def written(path: Path, config: Config | None, *, there: bool, lines: str, why: str) -> Finding:
    """Write a config with some lines where there is none; else return what is to be added to it.

    `there` says that the config has these already; `why` explains them to who reads the file.
    """
    if config is None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_CONFIG.format(data=DATA, why=why, lines=lines), encoding="utf-8")
        return right(f"{path} is gemaakt.")
    if not there:
        return warning(f"{path} was er al en is niet veranderd.", f"Zet daar dit in:\n\n{lines}\n")
    return right(f"{path} was er al en is niet veranderd.")
