"""What is in deploy/, as tests read it."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from tests.support.operator import ROOT

DEPLOY = ROOT / "deploy"
UNITS = ("watals.service", "watals-backup.service", "watals-backup.timer")
PROGRAM = "/opt/watals/.venv/bin/watals"


def unit(name: str) -> Mapping[str, Sequence[str]]:
    """Return what a unit says, by setting; a setting may be said more than once."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "[")):
            setting, _, value = line.partition("=")
            found[setting].append(value)
    return found


def steps() -> list[tuple[str, str]]:
    """Return the instructions of the Containerfile, in order, each on one line."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    lines = (line.partition(" ") for line in text.splitlines() if line)
    return [(word, " ".join(rest.split())) for word, _, rest in lines]
