"""E-mail addresses and telephone numbers, and all other strings of digits that are neither date nor time."""

import re
from collections.abc import Iterable

from bot.domain.announcement.text import NOISE, Line, mask
from bot.domain.community import Contact

_EMAIL = re.compile(r"(?<![\w.+-])[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}(?<![-.])", re.I)
# Ten digits within the Netherlands, however they are grouped; "06-12-2023 10" is a date and an hour.
_GAP = r"[ ().-]{0,3}"
_PHONE = re.compile(
    rf"(?<![\w+.,/:-])(?![0-9]{{2}}[-/. ][0-9]{{1,2}}[-/. ]20[0-9]{{2}}(?![0-9]))"
    rf"(?:\+31|0031|\(?0)(?:{_GAP}\(0\))?{_GAP}[1-9](?:{_GAP}[0-9]){{8}}(?!\w|[.,/:-][0-9])"
)
_URL = re.compile(r"(?:https?://|www\.)[^\s|]{1,500}", re.I)
_ADDRESS = re.compile("|".join(pattern.pattern for pattern in (_URL, _EMAIL, _PHONE)), re.I)
# Numbers to log in with, and addresses that nobody answers questions at.
_NOT_TO_CALL = re.compile(
    r"\b(?:meeting|vergader|id|code|wachtwoord|fax|kvk|iban|btw|inbel\w*|inloggen)\b[^0-9]{0,20}$"
)
_NOT_TO_WRITE = re.compile(r"^(?:webmaster|no-?reply|privacy|postmaster|mailer-daemon|nieuwsbrief)@", re.I)


def mask_addresses(text: str) -> str:
    """Give `text` (plain) with web and e-mail addresses and telephone numbers filled with noise."""
    return mask(text, [found.span() for found in _ADDRESS.finditer(text)], NOISE)


def read_contact(lines: Iterable[Line]) -> Contact:
    """Give the first e-mail address and the first telephone number in `lines` that people answer."""
    email = phone = None
    for line in lines:
        email = email or _first_email(line)
        phone = phone or _first_phone(line)
    return Contact(email, phone)


def _first_email(line: Line) -> str | None:
    found = (match[0] for match in _EMAIL.finditer(_URL.sub(" ", line.text)))
    return next((address for address in found if not _NOT_TO_WRITE.match(address)), None)


def _first_phone(line: Line) -> str | None:
    for match in _PHONE.finditer(line.plain):
        if not _NOT_TO_CALL.search(line.plain[max(0, match.start() - 40) : match.start()]):
            return match[0].replace(" - ", " ")
    return None
