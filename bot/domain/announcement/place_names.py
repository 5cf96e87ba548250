"""How places and "online" are written: in a few words of their own, or within a sentence."""

import re

from bot.domain.announcement.text import plain
from bot.domain.announcement.words import MONTHS, one_of

_TOOL = r"(?:(?:microsoft |ms )?teams|zoom|google meet|jitsi|webex|skype|discord|whereby|starleaf|bigbluebutton)"
_ONLINE = rf"(?:online|digitaal|hybride|livestream|videobellen|video-?conferentie|webinar|{_TOOL})"
STATED_ONLINE = re.compile(rf"(?<![\w@./-])(?<!niet ){_ONLINE}(?![\w@]|\.\w)")
# In running text "online" says many things: an online form, an online magazine.
_MEETING = r"(?:bijeenkomst|sessie|conferentie|meeting|overleg|café|vergadering|workshop|lezing|training)"
TOLD_ONLINE = re.compile(
    r"\b(?<!geen )(?:video-?conferenties?|webinar|hybride (?:bijeenkomst|sessie|vorm)|livestream)\b"
    rf"|\b(?:via|in|op|met) {_TOOL}\b"
    rf"|\b(?<!niet )online (?:\w{{1,30}})?{_MEETING}"
    r"|\b(?<!niet )online (?:via|mee|deel)\b"
    r"|\b(?<!niet )online (?:aansluit\w*|deelnemen|meedoen|meepraten|bij(?: te)? wonen|(?:te )?volgen|meekijken)\b"
    r"|^(?:alleen |ook |volledig )?(?:online|digitaal|hybride)(?= ?[(,:|-]|$)"
    r"|\b(?:is|ook|en|of|alleen|volledig|geheel) online(?= ?[.,!;)]|$)"
)
ONLY_ONLINE = re.compile(r"\b(?:alleen|uitsluitend|volledig|geheel|enkel) (?:online|digitaal|via zoom|via teams)\b")
_ONLINE_PART = re.compile(
    r"(?:[,;&+/(–-]|\b(?:en|of|plus)\b|\s){0,6}"
    rf"\b(?:(?:ook|deels|alleen|uitsluitend|volledig|geheel|tevens|via|in) )*{_ONLINE}"
    rf"(?:,? (?:via|in|met|\()?\s?{_TOOL})?(?: te volgen| deelnemen| mogelijk)?\b\)?",
    re.I,
)
EDGES = " ,;:&+/-–—|.()!"
"""What may stand around a place and is not part of it."""

_JOINING_WORDS = re.compile(
    r"^(?:(?:en|of|[Ff]ysiek|[Ll]ive|[Ii]n|[Tt]e|[Oo]p|[Bb]ij|locatie|het|de|ons|onze) )+"
    r"|(?: (?:en|of|fysiek|ook))+$"
)
_NOT_A_PLACE = re.compile(
    r"[@?+]|: |\b(?:link|inlog\w*|aanmeld\w*|volgt|ontvang\w*|bekend|bekendgemaakt|n\.?t\.?b|programma|gratis|welkom"
    r"|uitnodiging)\b"
)
_LEADING_WORDS = frozenset(
    {"aan", "op", "de", "den", "der", "het", "in", "bij", "te", "ten", "ter", "van", "en", "of", "a/d", "o/d"}
)
_SMALL_WORDS = (
    _LEADING_WORDS
    | {
        "achter",
        "naast",
        "zaal",
        "lokaal",
        "kamer",
        "etage",
        "verdieping",
        "ruimte",
        "buurthuis",
        "wijkcentrum",
        "dorpshuis",
    }
    | {"gemeentehuis", "stadhuis", "bibliotheek", "kerk", "school", "station", "'t", "’t"}
)
_NAME = (
    r"(?:['’]s-|['’]t )?[A-ZÀ-Þ][\w'’-]*"
    r"(?: (?:(?:aan|op|bij|den|de|der|het|in|van)(?: (?:de|den|het))? )?[A-ZÀ-Þ][\w'’-]*){0,4}"
)
_BUILDING = (
    r"[\w-]*(?:huis|centrum|gebouw|zaal|kantoor|bibliotheek|bieb|kerk|school|theater|café|cafe|schouwburg|boerderij"
    r"|hal|kantine|ruimte|lokaal|museum|hotel|studio|hoeve|molen|honk)"
)
_TOLD_PLACES = (
    re.compile(
        r"\b(?:in|bij|op)(?: (?:het|de|een|ons|onze|['’]t))? "
        rf"(?P<place>{_BUILDING}\b(?: (?!In\b){_NAME})?(?:,? (?:in|te) {_NAME})?)"
    ),
    re.compile(rf"\b(?:bij|in) (?P<place>{_NAME},? (?:in|te) {_NAME})"),
    re.compile(rf"\bte (?P<place>{_NAME})"),
    re.compile(rf"\b(?:in|naar) (?P<place>{_NAME})"),
)
_NO_PLACES = re.compile(rf"(?:nederland|europa|vlaanderen|(?:tweede )?kamer|{one_of(MONTHS)})\b")
_LONGEST_PLACE = 120


def reads_like_place(text: str) -> bool:
    """Say whether `text` is names, house numbers and small words only, or says that it is online."""
    if len(text) > _LONGEST_PLACE or text.endswith("!") or _NOT_A_PLACE.search(plain(text)):
        return False
    rest = _ONLINE_PART.sub("", text)
    words = re.findall(r"[\w'’/-]+", rest)
    named = any(word[0].isupper() and len(word) > 2 and plain(word) not in MONTHS for word in words)
    fits = all(word[0].isupper() or word[0].isdigit() or word in _SMALL_WORDS for word in words)
    ends_well = not words or words[-1].lower() not in _LEADING_WORDS
    return fits and ends_well and (named or rest != text)


def place_in(value: str) -> tuple[str | None, bool]:
    """Give the place in a value such as "Utrecht & online (Zoom)", and whether it says online."""
    value = value[:_LONGEST_PLACE]
    online = bool(STATED_ONLINE.search(plain(value)))
    place = _JOINING_WORDS.sub("", _ONLINE_PART.sub(" ", value).strip(EDGES)).strip(EDGES)
    place = " ".join(place.split())
    if _NOT_A_PLACE.search(plain(place)) or not any(character.isalpha() for character in place):
        return None, online
    if online and not any(character.isupper() for character in place):
        return None, online
    return place + ")" * (place.count("(") - place.count(")")), online


def place_told(sentence: str) -> str | None:
    """Give the place that a sentence names ("in het buurthuis in Assen", "te Schore"), or None."""
    for pattern in _TOLD_PLACES:
        for found in pattern.finditer(sentence):
            name = plain(found["place"])
            if not _NO_PLACES.match(name) and not STATED_ONLINE.match(name):
                return found["place"]
    return None
