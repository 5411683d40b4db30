"""Definitions as a YAML text: only what is written, fields in one order, so that two exports can be compared line by line."""

from collections.abc import Sequence
from typing import Any

import yaml

from groundswell.domain.authoring.definition.texts import item_texts, texts_of
from groundswell.reports.definition_row import DefinitionRow

HEAD = "# Groundswell definitions. Fields that you take out stay as they are; leave a field empty to empty it.\n"
WIDTH = 120
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Plain(_DUMPER):  # type: ignore[misc]
    """Texts of several lines as blocks, nothing by reference."""

    def ignore_aliases(self, data: object) -> bool:
        """Every text in full."""
        return True


def _represent_text(dumper: Any, text: str) -> Any:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Plain.add_representer(str, _represent_text)


def definitions_yaml(rows: Sequence[DefinitionRow]) -> str:
    """One file with every measure given."""
    plain = {"definitions": [_plain(row) for row in rows]}
    return HEAD + str(yaml.dump(plain, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False))


def _plain(row: DefinitionRow) -> dict[str, Any]:
    """A new measure that was never stored has no id."""
    found: dict[str, Any] = {"id": row.measure_id} if row.measure_id else {}
    found["version"] = row.definition.version
    found |= {code: text for code, text in texts_of(row.definition).items() if text}
    if row.definition.entry.items:
        found["items"] = [{code: text for code, text in item_texts(item).items() if text} for item in row.definition.entry.items]
    return found
