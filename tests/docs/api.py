"""docs/api.md: every route and form of the API, made from the schema that the product serves."""

import os

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.web.settings")
if not apps.ready:
    django.setup()

from groundswell.domain.access.scopes import Scope
from groundswell.web.api.rates import A_SECOND, BURST
from groundswell.web.api.schemas import MOST_OBSERVATIONS, WRITTEN
from groundswell.web.api.told import Field, Route, forms, routes

SCOPES = ", ".join(f"`{scope.value}`" for scope in Scope)
HEAD = f"""# The API

For programs that act for a person, under `/api/v1`, by the same rules as the pages. This page is made from the schema that the product
serves at `/api/v1/openapi.json`; the page *API* of the product shows the same.

## Coming in

A person makes a token on the page *Tokens*: a name, what it may do, until when (a year at most), and, if wanted, for which measures
alone. It begins with `gs_`, is shown once, and only its hash is kept. A program sends it as `Authorization: Bearer gs_…`; no cookie opens
the API. A token takes away and never gives: at each request the program may do what its person may do then, and of that what the scopes
({SCOPES}) and the listed measures leave. It dies when it is ended, runs out, or the account is
closed.

```sh
curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8000/api/v1/measures
```

## What holds everywhere

- **Figures are decimals as text**, digit for digit as they are stored. NaN, infinity and exponents are refused. `period_end` is the
  day after the last.
- **Refusals** have one form (RFC 9457, `application/problem+json`): `status`, a `code` that stays the same, `detail` in the organisation's
  words, and in `errors` each thing that is wrong, with where it stands. What is not there and what is not for you get the same 404.
- **Unknown fields are refused** (422): nothing that is not listed can be changed.
- **Doing once.** With `Idempotency-Key` the same request again is answered as the first time, for a day, with `Idempotency-Replayed: true`.
  Another request under the same key is refused (422); while the first one runs, so is the second (409).
- **Not twice over the wire.** GET answers bear an `ETag`: where the record stands and who looks. With `If-None-Match` an answer that has
  not changed is 304. Answers are `private, no-store`: no cache between may keep them.
- **How often.** A token may ask {BURST:.0f} times at once and {A_SECOND:.0f} times a second over time; then 429, with `Retry-After`.
- **Lists come in pages** by `cursor`. `entry` says where the record stands: ask the next time with `changed_since`.
- At most {MOST_OBSERVATIONS:,} figures come in one request, all of them or none.
"""


def page() -> str:
    """The page as Markdown."""
    lines = [HEAD, "## Routes", ""]
    for route in routes():
        lines += _route(route)
    lines += ["## Forms", ""]
    for form in forms():
        lines += [f"### {form.name}", "", form.says, "", *_table(form.fields), ""]
    lines += ["## Fields of a definition", "", ", ".join(f"`{code}`" for code in WRITTEN) + ".", ""]
    return "\n".join(lines).rstrip() + "\n"


def _route(route: Route) -> list[str]:
    lines = [f"### {route.method} {route.address}", "", f"**{route.summary}.** Scope `{route.scope}`.", ""]
    for says in route.says:
        lines += [says, ""]
    if route.takes:
        lines += [*_table(route.takes), ""]
    if route.body:
        lines += [f"Body: {route.body}.", ""]
    answers = "; ".join(f"{code} {form}" if form else f"{code} {phrase}" for code, phrase, form in route.answers)
    return [*lines, f"Answers: {answers}. Refusals: {', '.join(route.refusals)}.", ""]


def _table(fields: tuple[Field, ...]) -> list[str]:
    rows = [f"| `{one.name}`{' (needed)' if one.needed else ''} | {one.takes} | {one.says} |" for one in fields]
    return ["| Field | Takes | What for |", "|---|---|---|", *rows] if rows else []
