"""Commands as data, made by hand."""

from bot.api.kinds import FieldKind
from bot.api.shapes import ChoiceShape, CommandShape, InputShape


def taken(
    name: str,
    label: str = "",
    kind: FieldKind = "text",
    *,
    choices: tuple[str, ...] = (),
    suggests: bool = False,
    required: bool = True,
    in_form: bool = False,
    most: int | None = None,
) -> InputShape:
    label = label or name
    return InputShape(
        name=name,
        labels={"nl": label, "en": f"{label} en"},
        helps={},
        kind=kind,
        required=required,
        in_form=in_form,
        choices=tuple(ChoiceShape(value, {"nl": value.upper(), "en": value.title()}) for value in choices),
        suggests=suggests,
        most=most,
    )


def command(
    path: str, english: str = "", *inputs: InputShape, moderators: bool = False, on_message: str | None = None
) -> CommandShape:
    return CommandShape(
        id=path.replace(" ", "-"),
        names={"nl": path, "en": english or path},
        summaries={"nl": f"Doe {path}", "en": f"Do {english or path}"},
        moderators_only=moderators,
        inputs=inputs,
        on_message=on_message,
        actions=None if on_message is None else {"nl": f"Doe {path} hiermee", "en": f"Do {english or path}"},
    )
