"""Discord's own description judges what is said; without it these tests show as skipped, and the rest goes unjudged."""

from typing import Any

import pytest

from tests.discord.double.judging import Judge
from tests.discord.double.openapi import VARIABLE, Contract, contract

MESSAGES = "/channels/1/messages"


@pytest.fixture
def known() -> Contract:
    found = contract()
    if found is None:
        pytest.skip(f"{VARIABLE} names no file: nothing that is said to Discord is judged")
    return found


@pytest.mark.parametrize(
    ("method", "path", "query", "body"),
    [
        (
            "POST",
            MESSAGES,
            {},
            {"content": "Dag", "allowed_mentions": {"parse": []}, "nonce": "1", "enforce_nonce": True},
        ),
        ("PATCH", f"{MESSAGES}/2", {}, {"content": "Dag", "tts": False}),
        ("GET", MESSAGES, {"limit": "100", "after": "5"}, None),
        ("POST", "/users/@me/channels", {}, {"recipient_id": 5}),
        ("POST", "/interactions/1/token/callback", {"with_response": "1"}, {"type": 4, "data": {"content": "Dag"}}),
    ],
)
def test_what_discord_takes_is_right(known: Contract, method: str, path: str, query: Any, body: Any) -> None:
    assert known.request(method, path, query, body) == []


@pytest.mark.parametrize(
    ("method", "path", "query", "body"),
    [
        ("POST", MESSAGES, {}, {"content": 5}),
        ("POST", MESSAGES, {}, {"content": "Dag", "colour": "red"}),
        ("POST", MESSAGES, {}, None),
        ("GET", MESSAGES, {"limit": "101"}, None),
        ("GET", MESSAGES, {"page": "2"}, None),
        ("GET", MESSAGES, {}, {"limit": 5}),
        ("POST", "/channels/1/words", {}, {}),
        ("POST", "/interactions/1/token/callback", {}, {"type": 9, "data": {"title": "Zonder velden"}}),
    ],
)
def test_what_discord_does_not_know_is_found(known: Contract, method: str, path: str, query: Any, body: Any) -> None:
    assert known.request(method, path, query, body)


def test_answers_and_events_are_judged_too(known: Contract) -> None:
    judge = Judge()
    judge.answer("GET", "/users/@me", 200, {"id": "1"})
    judge.event("MESSAGE_CREATE", {"id": "1"})
    judge.event("READY", {"user": {}})
    assert len(judge.violations) == 3
