"""What a dialogue waits for, written down and read back."""

import pytest

from bot.api.answers import FollowUp
from bot.api.kinds import Option
from bot.core.waiting import Check, Decision, Menu, Question, Waiting, from_json, to_json

QUESTION = Question("d", "dag", "choice", required=True, filled=False, options=(Option("vr", "Vrijdag"),))
MENU = Menu((FollowUp("Ik kan niet", "afmelden", {"sessie": "1"}),))


@pytest.mark.parametrize("waiting", [QUESTION, Check("d", ("Dag",)), Decision("d", "Plaatsen", answers=True), MENU])
def test_it_comes_back_as_it_was(waiting: Waiting) -> None:
    assert from_json(to_json(waiting)) == waiting


@pytest.mark.parametrize(
    ("kept", "waiting"),
    [
        (
            '{"draft_id":"d","name":"dag","kind":"choice","required":true,"filled":false,'
            '"options":[{"value":"vr","label":"Vrijdag"}],"what":"question"}',
            QUESTION,
        ),
        (
            '{"follow_ups":[{"label":"Ik kan niet","command":"afmelden","input":{"sessie":"1"}}],"what":"menu"}',
            MENU,
        ),
    ],
)
def test_what_an_earlier_version_wrote_down_comes_back(kept: str, waiting: Waiting) -> None:
    assert from_json(kept) == waiting
