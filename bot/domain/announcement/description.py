"""The story of an announcement: what is left when facts, programme and furniture are taken out."""

import re
from collections.abc import Collection

from bot.domain.announcement.page import Entry, Part
from bot.domain.announcement.title import Title

_NO_STORY = re.compile(
    r"^(?:beste|hallo|hoi|dag|lieve|geachte|goedemorgen|goedemiddag|goedenavond)\b[^.?]{0,60}[,!]$"
    r"|^(?:geplaatst|gepubliceerd|laatst gewijzigd|bijgewerkt) (?:op|door)\b"
    r"|^\[[0-9]+\] |^(?:https?://|www\.)\S+$"
)
_SIGNED = re.compile(
    r"^(?:met )?(?:een )?(?:hartelijke |vriendelijke |lieve |warme )?(?:groet|groeten)\b|^(?:mvg|liefs)\b"
)
_PROGRAMME_HEADING = re.compile(r"^(?:het )?(?:programma|agenda|dagprogramma|dagindeling|tijdschema):?$")


def read_description(
    page: list[Entry], title: Title, in_programme: Collection[int], of_place: Collection[int]
) -> str | None:
    """Give the paragraphs of the story, separated by a blank line, or None when there are none.

    `of_place` are the numbers of the lines that only say where, `in_programme` of those that the programme was
    read from; what stands between the latter tells of its items and goes with them. What follows a farewell in the
    same paragraph, or in the one below, is a signature.
    """
    programme = range(min(in_programme), max(in_programme) + 1) if in_programme else range(0)
    last_block = page[max(in_programme)].line.block if in_programme else None
    signed_in: int | None = None
    paragraphs: dict[int, list[str]] = {}
    for entry in page[title.number + 1 if title.number is not None else 0 :]:
        line = entry.line
        if _SIGNED.search(line.plain):
            signed_in = line.block
        signature = signed_in is not None and line.block in (signed_in, signed_in + 1)
        of_programme = entry.number in programme or (line.block == last_block and entry.number > programme.start)
        if signature or of_programme or entry.number in of_place or not _tells(entry):
            continue
        paragraphs.setdefault(line.block, []).append(f"• {line.text}" if line.bullet else line.text)
    return "\n\n".join("\n".join(lines) for lines in paragraphs.values()) or None


def _tells(entry: Entry) -> bool:
    if entry.part is Part.EARLIER:
        return True
    if entry.part is Part.FURNITURE or entry.labelled or (entry.states_facts and not entry.is_sentence):
        return False
    return not _NO_STORY.search(entry.line.plain) and not _PROGRAMME_HEADING.search(entry.line.plain)
