"""What was wrong with a form, while it waits behind a button: where it opens again, that stands at its fields."""

from collections import OrderedDict

from msgspec.structs import replace

from bot.api.answers import Field, FormView

REMEMBERED = 1000
"""Of how many forms at most."""


class Mistakes:
    """Remembers what was wrong. After a restart only the message before the form still says it."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, dict[str, Field]] = OrderedDict()

    def note(self, form: FormView) -> None:
        """Remember what is wrong with a step as it is shown."""
        self._wrong[form.draft_id] = {field.name: field for field in form.fields if field.error}
        self._wrong.move_to_end(form.draft_id)
        if len(self._wrong) > REMEMBERED:
            self._wrong.popitem(last=False)

    def told_again(self, form: FormView) -> FormView:
        """Return a step that is shown again, with what was wrong at each field that is still the same."""
        wrong = self._wrong.get(form.draft_id, {})
        return replace(form, fields=tuple(_again(field, wrong.get(field.name)) for field in form.fields))


def _again(field: Field, before: Field | None) -> Field:
    if before is None or field.error is not None or before.value != field.value:
        return field
    return replace(field, error=before.error)
