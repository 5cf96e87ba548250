"""docs/operators/backup.md, followed from the top: every command in it is given, to the letter."""

import shutil
from pathlib import Path

from tests.backup.operator import Operator
from tests.room.driving import free_port
from tests.support.operator import going_on
from tests.support.page import WATALS, Shell, commands


async def test_who_follows_the_page_has_a_backup_and_puts_it_back(tmp_path: Path) -> None:
    make, put_back, put_aside = commands("backup.md")
    here, there = Operator(tmp_path / "hier"), Operator(tmp_path / "daar")
    here.set_up(free_port())
    at_home, elsewhere = (Shell(one.folder, {"watals": WATALS}) for one in (here, there))
    async with going_on(await here.start("run"), "De bot draait"):
        assert "De reservekopie is gemaakt" in await at_home.give(make)
    shutil.copytree(here.folder / "kopie", there.folder / "kopie")
    assert "staat terug" in await elsewhere.give(put_back)
    async with going_on(await there.start("run"), "De bot draait"):
        pass
    assert "ligt nu in" in await elsewhere.give(put_aside)
    async with going_on(await there.start("run"), "De bot draait"):
        pass
