"""Days and texts to read."""

from datetime import date

from hypothesis import strategies as st

DAYS = st.dates(date(1970, 1, 1), date(2150, 12, 31))

_WORDS = """
1 13 31 2026 24:00 25:00 10:00 10.30 10-12u half kwart acht uur om tot en of t/m - | & . , ! ( ) vr
vrijdag okt mei februari 02:30 maart oktober morgen volgende week elke eerste a.s. 's avonds Datum: Tijd:
Locatie: Programma 📅 📍 Utrecht online Zoom aanmelden uiterlijk verplaatst naar gaat niet door Onderstaand
bericht 12-12-2026 2026-10-25 030 284 3200 a@b.nl ſ İ € 9999 • * bijeenkomst was 22:00 inloop einde
"""
SNIPPETS = st.lists(st.sampled_from([*_WORDS.split(), "\n", "\n\n", "\x00", "\u200b"]), max_size=40).map(" ".join)
"""Texts of the words that announcements are made of, in any order."""
