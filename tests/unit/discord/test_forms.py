from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.api.answers import FormView
from bot.api.kinds import Option
from bot.config import COGS
from bot.core.i18n import LOCALES
from bot.core.registry import Registry, load_cogs
from bot.platforms.discord.interactions import between, forms
from bot.platforms.discord.interactions.forms import handed_in, window
from bot.platforms.discord.interactions.messages import Message
from tests.unit.discord.interactions import walked
from tests.unit.discord.views import T, a_field, a_form

LONG = "x" * 4001


def shown(form: FormView, *, told: bool = False) -> dict[str, Any]:
    made = window(form, T, told=told)
    assert made is not None
    return made.to_dict()


def labelled(form: FormView) -> dict[str, Any]:
    """Return the last labelled part of a form's window."""
    part: dict[str, Any] = shown(form)["components"][-1]
    return part


def filled_in(form: FormView) -> dict[str, str]:
    """Return what comes back where somebody hands a window in as it opened."""
    parts = []
    for part in shown(form)["components"]:
        if part["type"] != 18:
            continue
        inner = part["component"]
        told = {"type": inner["type"], "custom_id": inner["custom_id"]}
        match inner["type"]:
            case 3:
                told["values"] = [option["value"] for option in inner["options"] if option.get("default")]
            case 23:
                told["value"] = inner.get("default", False)
            case _:
                told["value"] = inner.get("value") or ""
        parts.append({"type": 18, "component": told})
    return handed_in(parts)


def test_a_step_is_a_window() -> None:
    made = shown(a_form(a_field(label="Wat als we…", help="Maak de zin af.", max=300), steps=2))
    assert (made["title"], made["custom_id"]) == ("Stuur een idee in (1/2)", "step:draft:1")
    [part] = made["components"]
    assert (part["label"], part["description"]) == ("Wat als we…", "Maak de zin af.")
    inner = part["component"]
    assert (inner["type"], inner["style"], inner["custom_id"]) == (4, 1, "now")
    assert (inner["required"], inner["max_length"]) == (True, 300)


def test_labels_begin_as_a_line_does() -> None:
    assert labelled(a_form(a_field(label="reden")))["label"] == "Reden"


def test_which_step_it_is_stays_to_be_read_however_long_the_title_is() -> None:
    form = replace(a_form(steps=2), title="Vertel wat er met dit idee en met alle andere gebeurt")
    assert shown(form)["title"] == "Vertel wat er met dit idee en met… (1/2)"


def test_an_introduction_stands_before_the_first_step_only() -> None:
    parts = shown(a_form(step=2, steps=2, intro="Heb je al een aankondiging?"))["components"]
    assert [part["type"] for part in parts] == [18]


@pytest.mark.parametrize("locale", LOCALES)
def test_what_the_bot_asks_has_room_in_its_window(locale: str) -> None:
    registry = Registry(load_cogs(COGS))
    for command in registry.commands.values():
        t = registry.texts(command.cog)(locale)
        asked = [item.name for item in command.inputs if item.in_form or item.required]
        steps = len(asked) > forms.MOST_PARTS
        if asked:
            assert len(t(f"command-{command.id}")) <= forms.TITLE_LIMIT - (len(" (1/2)") if steps else 0)
        for name in asked:
            assert len(t(f"input-{name}")) <= forms.LABEL_LIMIT
            assert len(t.find(f"input-{name}.help") or "") <= forms.DESCRIPTION_LIMIT


def test_what_was_typed_is_filled_in() -> None:
    assert labelled(a_form(a_field(kind="long", value="Te veel regels")))["component"]["value"] == "Te veel regels"


def test_what_is_too_long_is_given_back_whole() -> None:
    inner = labelled(a_form(a_field(value="x" * 500, max=300)))["component"]
    assert (len(inner["value"]), inner["max_length"]) == (500, 500)


def test_several_lines_keep_their_lines() -> None:
    assert labelled(a_form(a_field(value="een\ntwee")))["component"]["style"] == 2


def test_a_mistake_stands_at_its_field() -> None:
    part = labelled(a_form(a_field(help="Maak de zin af.", error="Vul dit nog in.")))
    assert part["description"] == "⚠️ Vul dit nog in."


def test_how_it_is_read_stands_at_its_field() -> None:
    part = labelled(a_form(a_field(help="Bijvoorbeeld 13 oktober.", reading="vrijdag 13 oktober 2026")))
    assert part["description"] == "vrijdag 13 oktober 2026"


def test_a_choice_is_chosen_from_a_list() -> None:
    options = (Option("place", "Ik kom erheen"), Option("online", "Ik doe online mee"))
    inner = labelled(a_form(a_field(kind="choice", options=options, value="online", required=False)))["component"]
    assert (inner["type"], inner["min_values"], inner["required"]) == (3, 0, False)
    assert [(one["value"], one["default"]) for one in inner["options"]] == [("place", False), ("online", True)]


def test_a_long_list_says_so_and_keeps_what_was_chosen() -> None:
    options = tuple(Option(str(number), f"Sessie {number}") for number in range(40))
    inner = labelled(a_form(a_field(kind="choice", options=options, value="39")))["component"]
    assert len(inner["options"]) == 25
    assert [one["value"] for one in inner["options"] if one["default"]] == ["39"]
    assert inner["placeholder"] == "Je ziet er 25 van de 40"


def test_what_is_not_in_the_list_stays_chosen() -> None:
    inner = labelled(a_form(a_field(kind="choice", options=(Option("1", "Een"),), value="7")))["component"]
    assert [(one["value"], one["default"]) for one in inner["options"]] == [("7", True), ("1", False)]


def test_where_nothing_can_be_chosen_it_is_typed() -> None:
    assert labelled(a_form(a_field(kind="choice")))["component"]["type"] == 4


@pytest.mark.parametrize(("value", "ticked"), [("ja", True), ("", False)])
def test_yes_or_no_is_a_box(value: str, ticked: bool) -> None:
    inner = labelled(a_form(a_field(kind="flag", value=value)))["component"]
    assert (inner["type"], inner["default"]) == (23, ticked)


def test_notes_stand_on_top_where_there_is_room() -> None:
    top, _ = shown(a_form(intro="Je naam staat er niet bij.", notes=("Kijk dit na.",)))["components"]
    assert (top["type"], top["content"]) == (10, "Kijk dit na.\n\nJe naam staat er niet bij.")


def test_notes_without_room_are_read_first() -> None:
    form = a_form(*(a_field(f"f{number}") for number in range(5)), intro="Vul in wat je weet.", notes=("Kijk dit na.",))
    assert window(form, T, told=False) is None
    assert len(shown(form, told=True)["components"]) == 5
    assert "Kijk dit na" in Message(between.message(form, T)).view().to_components()[0]["components"][0]["content"]


def test_what_a_window_would_cut_off_is_left_as_it_is() -> None:
    form = a_form(a_field("a", value=LONG), a_field("b"))
    top, part = shown(form)["components"]
    assert top["content"].startswith("A: deze tekst is te lang om hier te veranderen")
    assert part["component"]["custom_id"] == "b"
    assert filled_in(form) == {"b": ""}


def test_where_nothing_can_be_changed_one_goes_on() -> None:
    form = a_form(a_field(value=LONG))
    assert window(form, T, told=True) is None
    buttons = [part for part in walked(row.to_component_dict() for row in between.rows(form, T)) if part["type"] == 2]
    assert [part["custom_id"] for part in buttons] == ["press:draft:next", "press:draft:cancel"]


def between_of(form: FormView) -> tuple[str, dict[str, str]]:
    told = Message(between.message(form, T), between.rows(form, T)).view().to_components()
    texts = [part["content"] for part in walked(told) if part["type"] == 10]
    return "\n".join(texts), {part["label"]: part["custom_id"] for part in walked(told) if part["type"] == 2}


def test_after_a_mistake_it_says_what_to_mend() -> None:
    wrong = a_field(label="Datum", error="Deze dag is voorbij.")
    text, buttons = between_of(a_form(wrong, a_field("b"), intro="Je naam staat er niet bij."))
    assert "Je naam" not in text, "it was read before"
    assert "Wat je invulde, is bewaard" in text
    assert r"- **Datum\:** Deze dag is voorbij." in text
    asked, _ = between_of(a_form(a_field(label="Wanneer?", error="Deze dag is voorbij.")))
    assert "- **Wanneer?** Deze dag is voorbij." in asked
    assert buttons == {"Verbeteren": "press:draft:open", "Annuleren": "press:draft:cancel"}


def test_between_two_steps_one_goes_on_or_back() -> None:
    text, buttons = between_of(a_form(step=2, steps=3))
    assert "Deel 1 van 3 is klaar" in text
    assert buttons == {
        "Verder": "press:draft:open",
        "Terug": "press:draft:back",
        "Annuleren": "press:draft:cancel",
    }


def test_a_form_that_could_not_open_waits_for_a_button() -> None:
    text, buttons = between_of(a_form(intro="Je naam staat er niet bij."))
    assert "staat voor je klaar" in text
    assert "Je naam staat er niet bij" in text
    assert buttons["Formulier openen"] == "press:draft:open"


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
options = st.lists(st.builds(Option, texts, texts), max_size=30).map(tuple)
fields = st.builds(
    a_field,
    st.sampled_from("abcde"),
    label=texts.filter(str.strip),
    kind=st.sampled_from(["text", "long", "choice", "flag"]),
    required=st.booleans(),
    help=st.none() | texts,
    error=st.none() | texts,
    reading=st.none() | texts,
    value=texts,
    options=options,
    max=st.none() | st.integers(1, 9000),
)


@given(st.lists(fields, min_size=1, max_size=5, unique_by=lambda field: field.name), st.none() | texts, texts)
def test_whatever_is_asked_discord_takes_it(asked: list[Any], intro: str | None, title: str) -> None:
    form = a_form(*asked, intro=intro)
    form = FormView("draft", title or "x", 1, 1, form.fields, form.buttons, intro)
    made = shown(form)
    assert 1 <= len(made["title"]) <= 45
    assert 1 <= len(made["components"]) <= 5
    for part in made["components"]:
        if part["type"] == 10:
            assert 1 <= len(part["content"]) <= 4000
            continue
        assert 1 <= len(part["label"]) <= 45
        assert 1 <= len(part.get("description", "x")) <= 100
        inner = part["component"]
        if inner["type"] == 4:
            assert 1 <= inner["max_length"] <= 4000
            assert len(inner.get("value") or "") <= inner["max_length"]
        if inner["type"] == 3:
            values = [option["value"] for option in inner["options"]]
            assert len(set(values)) == len(values) <= 25
            assert all(1 <= len(option["label"]) <= 100 for option in inner["options"])
            assert all(1 <= len(value) <= 100 for value in values)


@given(st.lists(fields, min_size=1, max_size=5, unique_by=lambda field: field.name))
def test_handed_in_unchanged_everything_typed_is_still_there(asked: list[Any]) -> None:
    back = filled_in(a_form(*asked))
    for field in asked:
        if field.kind == "flag":
            assert back[field.name] == ("ja" if field.value == "ja" else "nee")
        elif field.kind != "choice" or not field.options:
            assert back[field.name] == field.value


def test_forms_of_today_come_back_too() -> None:
    row = {"type": 1, "components": [{"type": 4, "custom_id": "now", "value": "x"}]}
    assert handed_in([row, {"type": 10, "id": 2}]) == {"now": "x"}
    assert forms.fits(a_field(value="x" * 4000))
