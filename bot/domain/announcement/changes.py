"""Whether an announcement says that the session is off, or has moved."""

import re

from bot.domain.announcement.dates import quoted
from bot.domain.announcement.model import Notice
from bot.domain.announcement.page import Entry, Part

_SESSION = re.compile(
    r"bijeenkomst|sessie|actiedag|themadag|dag\b|avond|middag|ochtend|conferentie|overleg|workshop|webinar|training|lezing"
    r"|vergadering|gesprek|café|afspraak|datum|editie|evenement|programma|inloop"
)
_CANCELLED = re.compile(
    r"\b(?:gaat (?:\w+ ){0,4}niet door|niet doorgaan|niet door ?gaat|geannull?eerd|afgelast|afgezegd"
    r"|vervalt|vervallen|gecanceld|gecancelled|uitgesteld)\b"
)
_MOVED = re.compile(
    r"\b(?:verplaatst|verschoven|verhuisd|verzet (?:naar|van)|uitgesteld naar"
    r"|andere datum|(?:nieuwe|gewijzigde) (?:datum|tijd|begintijd|starttijd|locatie|plek))\b"
)
# "Bij te weinig aanmeldingen wordt de avond geannuleerd": it may yet go on.
_CONDITION = re.compile(r"\b(?:bij te weinig|bij onvoldoende|als|indien|mocht|tenzij|kan worden|kunnen worden)\b")
_SHORT_LINE = 60


def read_changes(page: list[Entry]) -> list[Notice]:
    """Give `session-cancelled` and `session-moved`, each at most once, with the words that say so."""
    found: dict[str, Notice] = {}
    for entry in page:
        if entry.part in (Part.EARLIER, Part.FURNITURE):
            continue
        for code, pattern in (("session-moved", _MOVED), ("session-cancelled", _CANCELLED)):
            for match in pattern.finditer(entry.line.plain):
                start, end = entry.line.sentence_span(match.start())
                sentence = entry.line.plain[start:end]
                if code not in found and _about_session(sentence, entry):
                    found[code] = Notice(code, {"said": quoted(entry.line.text[start:end].strip(" |"))})
    return [found[code] for code in sorted(found)]


def _about_session(sentence: str, entry: Entry) -> bool:
    if _CONDITION.search(sentence):
        return False
    return bool(_SESSION.search(sentence) or entry.dates) or len(entry.line.text) <= _SHORT_LINE
