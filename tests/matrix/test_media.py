"""Files on a real homeserver: what people download is what was sent, encrypted or not."""

import io
from urllib.parse import quote

import aiohttp
import pytest
from nio.crypto.attachments import decrypt_attachment
from PIL import Image

from bot.api.content import File, file
from bot.platforms.matrix.media import Upload, attachment
from tests.matrix.conftest import People
from tests.matrix.person import Person

pytestmark = pytest.mark.matrix


def poster() -> bytes:
    made = io.BytesIO()
    Image.effect_noise((120, 80), 50).save(made, "png")
    return made.getvalue()


FILES = [
    file("sessie 1 – café.ics", "text/calendar", "BEGIN:VCALENDAR\r\né".encode(), "Zet de sessie in je agenda"),
    file("poster.png", "image/png", poster(), "Een poster van de sessie"),
]


def uploading(person: Person) -> Upload:
    async def upload(data: bytes, media_type: str, name: str | None) -> str:
        query = f"?filename={quote(name, safe='')}" if name else ""
        headers = {"Authorization": f"Bearer {person.access_token}", "Content-Type": media_type}
        async with (
            aiohttp.ClientSession(raise_for_status=True) as session,
            session.post(f"{person.url}/_matrix/media/v3/upload{query}", data=data, headers=headers) as answer,
        ):
            return str((await answer.json())["content_uri"])

    return upload


@pytest.mark.parametrize("sent", FILES, ids=lambda sent: sent.name)
async def test_people_download_what_was_sent(people: People, sent: File) -> None:
    bot, anna = await people("bot"), await people("anna")
    room = await bot.create_room(invite=[anna.user_id])
    await anna.join(room)
    await bot.send_event(room, "m.room.message", await attachment(uploading(bot), sent, encrypted=False))
    (seen,) = await anna.wait_for(lambda: anna.messages(room))
    assert seen.content["filename"] == sent.name
    assert file(sent.name, sent.media_type, await anna.download(seen.content["url"]), sent.label) == sent


@pytest.mark.parametrize("sent", FILES, ids=lambda sent: sent.name)
async def test_people_can_decrypt_what_was_sent(people: People, sent: File) -> None:
    bot, anna = await people("bot"), await people("anna")
    room = await bot.create_room(invite=[anna.user_id])
    await anna.join(room)
    await bot.send_event(room, "m.room.message", await attachment(uploading(bot), sent, encrypted=True))
    (seen,) = await anna.wait_for(lambda: anna.messages(room))
    told = seen.content["file"]
    secret = await anna.download(told["url"])
    data = decrypt_attachment(secret, told["key"]["k"], told["hashes"]["sha256"], told["iv"])
    assert file(sent.name, sent.media_type, data, sent.label) == sent
