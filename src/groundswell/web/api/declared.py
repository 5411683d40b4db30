"""Which answers a route can give: each is declared, so that a program's author finds them in the schema."""

from typing import Annotated, Any

from ninja import Header

from groundswell.web.api.schemas import Key, Refusal

ALWAYS = (400, 401, 403, 429, 500)
"""No JSON, no token, no scope, too often, a fault of ours: every route."""
KeyHeader = Annotated[
    Key | None,
    Header(alias="Idempotency-Key", description="The same request again under the same key is done once and answered the same, for a day."),
]


def declared(well: Any, *codes: int) -> dict[int, Any]:
    """The answers of a route: what it gives when all is well (200, or a mapping of codes), and why it may not."""
    answers: dict[int, Any] = dict(well) if isinstance(well, dict) else {200: well}
    return {**answers, **dict.fromkeys(sorted({*ALWAYS, *codes}), Refusal)}
