"""What the demo community is about: sessions in the coming months and ideas, in plain words."""

from datetime import time, timedelta

from msgspec import Struct

THEMES = ("Oorzaken aanpakken", "Luisteren naar jongeren", "Hulp thuis", "Minder regels")


class DemoSession(Struct, frozen=True):
    """A session, so many weeks from now, on a weekday (0 is Monday)."""

    title: str
    weeks: int
    weekday: int
    start: time
    lasts: timedelta
    place: str | None
    online: bool
    description: str
    programme: tuple[tuple[time, str], ...] = ()
    announced: bool = True


class DemoIdea(Struct, frozen=True):
    """An idea; `what_if` goes on after "Wat als"."""

    what_if: str
    now: str
    theme: str


SESSIONS = (
    DemoSession(
        title="Aan de slag met alternatieven: Wat als… (vervolg)",
        weeks=2,
        weekday=4,
        start=time(10, 0),
        lasts=timedelta(hours=2),
        place="Utrecht",
        online=True,
        description=(
            "Op de actiedagen brachten we samen in beeld waardoor kinderen en gezinnen in de knel komen. "
            "Nu werken we verder: welke oplossing past bij welke oorzaak? We vertellen ook wat bestuurders "
            "van jeugdzorgorganisaties zeiden in de eerste gesprekken. Iedereen kan meedoen. "
            "Je hoeft je niet voor te bereiden."
        ),
    ),
    DemoSession(
        title="Toekomst van de jeugdzorg: gesprek aan thematafels",
        weeks=6,
        weekday=1,
        start=time(10, 0),
        lasts=timedelta(hours=2),
        place=None,
        online=True,
        description=(
            "Eerst praat een panel over drie thema's. Daarna ga je met vier of vijf mensen aan een thematafel "
            "zitten. Aan het eind vertelt elke tafel wat er is besproken."
        ),
        programme=(
            (time(10, 0), "Opening"),
            (time(10, 30), "Pauze en inloggen bij je tafel"),
            (time(10, 45), "Aan de thematafel"),
            (time(11, 30), "Hoe nu verder?"),
        ),
    ),
    DemoSession(
        title="Actiedag: zelf mogen bepalen wat nodig is",
        weeks=10,
        weekday=3,
        start=time(9, 30),
        lasts=timedelta(hours=7, minutes=30),
        place="Amersfoort",
        online=False,
        description="Een hele dag samen werken aan plannen van kinderen, jongeren en ouders. Lunch is er.",
        announced=False,
    ),
)

IDEAS = (
    DemoIdea(
        what_if="we eerst kijken waardoor een gezin in de problemen komt, en dáár iets aan doen?",
        now="We bestrijden vooral gevolgen. Daardoor komen problemen terug, en soms worden ze groter.",
        theme=THEMES[0],
    ),
    DemoIdea(
        what_if="het gewoon is dat ouders om hulp vragen als het thuis niet goed gaat?",
        now="Ouders zijn bang dat hun kind dan weg moet. Ze vragen geen hulp, en dan loopt het uit de hand.",
        theme=THEMES[2],
    ),
    DemoIdea(
        what_if="kinderen weer gewoon kind mogen zijn?",
        now="Kinderen moeten veel. Wie een beetje anders is, krijgt snel een stempel of een pil.",
        theme=THEMES[1],
    ),
)
