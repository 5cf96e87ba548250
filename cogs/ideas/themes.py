"""The themes that an idea can have: chosen by a moderator, one a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from bot.api.answers import Answer
from bot.api.cog import Cog, Context, Form, Right, Scope, command
from bot.api.content import Fact, Items, content, paragraph, spans, strong
from bot.api.errors import UserError
from bot.api.parameters import Text
from storage import communities

LONGEST = 80
MOST = 25
"""What fits in a list to choose from on every platform."""

_THEMES = "themes"


@dataclass(frozen=True)
class ThemesForm(Form):
    """Themes, one a line."""

    themes: Annotated[str | None, Text(most=MOST * LONGEST, long=True)] = None


class ThemeSetting(Cog):
    """The command by which moderators choose the themes."""

    @command("instellen themas", right=Right.MODERATOR)
    async def choose_themes(self, ctx: Context, form: ThemesForm) -> Answer:
        """Offer other themes from now on; ideas keep the one they have."""
        was, now = await themes(ctx), _read(form.themes or "")
        if now == was:
            return Answer(content(paragraph(ctx.t("themes-unchanged"))))
        await communities.set_setting(ctx.tx, ctx.community.id, _THEMES, now)
        return Answer(
            content(
                paragraph(strong(ctx.t("themes-were"))),
                _listed(ctx, was),
                paragraph(strong(ctx.t("themes-are"))),
                _listed(ctx, now),
                paragraph(ctx.t("themes-note")),
            )
        )

    @choose_themes.filled_by
    async def chosen_themes(self, ctx: Context) -> Form:
        """Return the themes as they are."""
        return ThemesForm("\n".join(await themes(ctx)) or None)

    async def settings(self, scope: Scope) -> Sequence[Fact]:
        """Return the themes."""
        told = ", ".join(await themes(scope)) or scope.t("no-themes")
        return [Fact("🧭", scope.t("fact-themes"), told)]


async def themes(scope: Scope) -> list[str]:
    """Return the themes that an idea can have, in order."""
    return list(await communities.setting(scope.tx, scope.community.id, _THEMES) or ())


def _read(typed: str) -> list[str]:
    """Return the themes, each once however it is capitalised; raise UserError for too many or too long a one."""
    found: dict[str, str] = {}
    for line in typed.splitlines():
        theme = " ".join(line.split())
        if len(theme) > LONGEST:
            raise UserError("error-theme-too-long", field="themes", theme=theme, most=LONGEST)
        if theme:
            found.setdefault(theme.casefold(), theme)
    if len(found) > MOST:
        raise UserError("error-too-many-themes", field="themes", themes=len(found), most=MOST)
    return list(found.values())


def _listed(ctx: Context, found: Sequence[str]) -> Items:
    return Items(tuple(spans(theme) for theme in found or [ctx.t("no-themes")]))
