"""What the event of a file says, and what the homeserver is given."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nio.crypto.attachments import decrypt_attachment
from PIL import Image

from bot.api.content import File, file
from bot.api.errors import Refused
from bot.platforms.matrix.media import attachment

MXC = "mxc://example.org/abc"
CALENDAR = file("sessie.ics", "text/calendar", b"BEGIN:VCALENDAR", "Zet de sessie in je agenda")


class Shelf:
    """Keeps what is uploaded."""

    def __init__(self) -> None:
        self.kept: list[tuple[bytes, str, str | None]] = []

    async def upload(self, data: bytes, media_type: str, name: str | None) -> str:
        self.kept.append((data, media_type, name))
        return MXC


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def picture(kind: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (30, 20)).save(made, kind)
    return made.getvalue()


async def test_a_file_says_what_it_is_and_where(shelf: Shelf) -> None:
    assert await attachment(shelf.upload, CALENDAR, encrypted=False) == {
        "msgtype": "m.file",
        "body": "Zet de sessie in je agenda",
        "filename": "sessie.ics",
        "info": {"mimetype": "text/calendar", "size": 15},
        "m.mentions": {},
        "url": MXC,
    }
    assert shelf.kept == [(b"BEGIN:VCALENDAR", "text/calendar", "sessie.ics")]


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif"])
async def test_a_picture_says_its_size(shelf: Shelf, kind: str) -> None:
    drawn = file(f"poster.{kind}", f"image/{kind}", picture(kind), "Een poster van de sessie")
    made = await attachment(shelf.upload, drawn, encrypted=False)
    assert made["msgtype"] == "m.image"
    assert (made["info"]["w"], made["info"]["h"]) == (30, 20)
    assert made["body"] == "Een poster van de sessie"


@pytest.mark.parametrize(
    ("media_type", "data"),
    [("image/svg+xml", b"<svg/>"), ("image/png", b"no picture"), ("image/png", b""), ("image/jpeg", picture("png"))],
)
async def test_what_clients_cannot_show_is_kept_only(shelf: Shelf, media_type: str, data: bytes) -> None:
    made = await attachment(shelf.upload, file("a", media_type, data, "Een plaatje"), encrypted=False)
    assert made["msgtype"] == "m.file"
    assert made["info"] == {"mimetype": media_type, "size": len(data)}


async def test_in_an_encrypted_room_the_homeserver_learns_nothing(shelf: Shelf) -> None:
    made = await attachment(shelf.upload, CALENDAR, encrypted=True)
    ((secret, media_type, name),) = shelf.kept
    assert (media_type, name) == ("application/octet-stream", None)
    assert b"VCALENDAR" not in secret
    assert "url" not in made
    assert made["file"]["url"] == MXC
    assert made["info"] == {"mimetype": "text/calendar", "size": 15}


@given(st.binary(max_size=500))
async def test_what_is_encrypted_can_be_read_again(data: bytes) -> None:
    shelf = Shelf()
    made = (await attachment(shelf.upload, file("a", "text/plain", data, "Een bestand"), encrypted=True))["file"]
    assert decrypt_attachment(shelf.kept[0][0], made["key"]["k"], made["hashes"]["sha256"], made["iv"]) == data


async def test_a_name_or_label_calls_nobody(shelf: Shelf) -> None:
    made = await attachment(shelf.upload, file("@room.txt", "text/plain", b"", "hoi @Room"), encrypted=False)
    assert "@room" not in (made["body"] + made["filename"]).lower()
    assert made["m.mentions"] == {}


async def test_a_file_that_the_homeserver_refuses_is_refused() -> None:
    async def refuse(data: bytes, media_type: str, name: str | None) -> str:
        raise Refused("too large")

    with pytest.raises(Refused):
        await attachment(refuse, CALENDAR, encrypted=False)


async def test_a_file_without_a_label_is_called_by_its_name(shelf: Shelf) -> None:
    made = await attachment(shelf.upload, File("a.txt", "text/plain", "", ""), encrypted=False)
    assert made["body"] == "a.txt"
