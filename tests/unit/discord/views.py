"""What the bot shows, made by hand."""

from collections.abc import Mapping
from typing import Any

from bot.api.answers import Button, Field, FormView
from bot.core.i18n import texts_of

T = texts_of(None)("nl")
ENGLISH = texts_of(None)("en")


def a_field(name: str = "now", **more: Any) -> Field:
    told: Mapping[str, Any] = {"label": name.capitalize(), "kind": "text", "required": True, **more}
    return Field(name, **told)


def a_form(*fields: Field, step: int = 1, steps: int = 1, **more: Any) -> FormView:
    back = (Button("back", "Terug"),) if step > 1 else ()
    buttons = (Button("next", "Klaar", "primary"), *back, Button("cancel", "Annuleren"))
    return FormView("draft", "Stuur een idee in", step, steps, fields or (a_field(),), buttons, **more)
