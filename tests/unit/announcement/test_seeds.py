"""The movement's own announcements; they are not in the repository, so this runs where they lie beside it."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.announcement import Announcement, Notice, read_announcement
from bot.domain.community import Contact

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TITLE = "Aan de slag met alternatieven jeugdzorg | Wat als… (vervolg)"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no seed texts in {SEEDS}")


def read_seed(number: str, today: date) -> Announcement:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return read_announcement(path.read_text(encoding="utf-8"), today, AMSTERDAM)


def hours(announcement: Announcement) -> tuple[str, str]:
    assert announcement.starts_at is not None
    assert announcement.ends_at is not None
    return announcement.starts_at.isoformat(), announcement.ends_at.isoformat()


@pytest.fixture(params=[date(2020, 1, 1), date(2023, 6, 1), date(2026, 10, 20)], ids=str)
def today(request: pytest.FixtureRequest) -> date:
    day: date = request.param
    return day


def test_session_page(today: date) -> None:
    seed = read_seed("000", today)

    assert seed.title == TITLE
    assert hours(seed) == ("2023-10-13T10:00:00+02:00", "2023-10-13T12:00:00+02:00")
    assert (seed.place, seed.online) == ("Utrecht", True)
    assert seed.contact == Contact(None, None)
    assert seed.programme == ()
    assert seed.warnings == ()
    assert seed.description is not None
    assert seed.description.startswith("In 2022 en 2023 organiseerden we actiedagen")
    assert seed.description.endswith("13 oktober bespreken we de voortgang.")
    assert "validatiedoeleinden" not in seed.description


def test_session_page_above_an_earlier_message(today: date) -> None:
    seed = read_seed("001", today)

    assert seed.title == TITLE
    assert hours(seed) == ("2023-06-20T10:00:00+02:00", "2023-06-20T12:00:00+02:00")
    assert (seed.place, seed.online) == ("Utrecht", True)
    assert seed.contact == Contact("rvjeugdzorg@loc.nl", "030 284 3200")
    assert seed.warnings == ()


def test_news_is_no_session(today: date) -> None:
    seed = read_seed("002", today)

    assert (seed.starts_at, seed.ends_at, seed.place, seed.online) == (None, None, None, False)
    assert seed.contact == Contact("rvjeugdzorg@loc.nl", "030 284 32 00")
    assert seed.warnings == (Notice("date-missing"),)


def test_conference_with_a_programme(today: date) -> None:
    seed = read_seed("003", today)

    assert seed.title == "Werkconferentie toekomst van de jeugdzorg"
    assert hours(seed) == ("2020-06-26T10:00:00+02:00", "2020-06-26T12:00:00+02:00")
    assert (seed.place, seed.online) == (None, True)
    assert seed.contact == Contact(None, None)
    assert [(f"{item.at:%H:%M}", item.title) for item in seed.programme] == [
        ("09:30", "Inloggen en testen"),
        ("10:00", "Opening"),
        ("10:30", "Inloggen + pauze"),
        ("10:45", "Aan de thematafel"),
        ("11:30", "Afsluiting: hoe nu verder?"),
    ]
    assert seed.warnings == ()
