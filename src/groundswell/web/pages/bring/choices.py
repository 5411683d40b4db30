"""What a person chose on the way to storing: which measures and places, bounds, the recipe's name, reasons, typed figures."""

import json
from dataclasses import asdict, dataclass, field, replace

from groundswell.web.pages.bring.history import History, Typed, history_from

OUT, TOGETHER, KEEP = PEOPLE = ("out", "together", "keep")


@dataclass(frozen=True, slots=True)
class Choices:
    """Kept with the upload between two steps. Measures and places are named as in the file; all not dropped are kept.

    ``people``: what becomes of lines that are named like people (one of PEOPLE; empty: not said). ``team`` names the line that they are
    added up to, ``people_reason`` says why they are kept. Their names are not repeated here.
    """

    dropped_measures: frozenset[str] = frozenset()
    dropped_places: frozenset[str] = frozenset()
    percent_bounds: bool = False
    recipe_name: str = ""
    remember: bool = True
    looked: bool = False
    typed: tuple[Typed, ...] = ()
    reasons: dict[str, str] = field(default_factory=dict)
    history: History = field(default_factory=History)
    people: str = ""
    team: str = ""
    people_reason: str = ""

    def with_typed(self, typed: Typed) -> "Choices":
        """The newest word on a cell stands."""
        others = tuple(one for one in self.typed if (one.sheet, one.cell) != (typed.sheet, typed.cell))
        return replace(self, typed=(*others, typed))

    def to_json(self) -> str:
        """As JSON text; :meth:`from_json` brings it back equal."""
        plain = asdict(self)
        plain["dropped_measures"] = sorted(self.dropped_measures)
        plain["dropped_places"] = sorted(self.dropped_places)
        return json.dumps(plain, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Choices":
        if not text:
            return cls()
        plain = json.loads(text)
        return cls(
            frozenset(plain["dropped_measures"]),
            frozenset(plain["dropped_places"]),
            plain["percent_bounds"],
            plain.get("recipe_name", ""),
            plain["remember"],
            plain["looked"],
            tuple(Typed(**one) for one in plain["typed"]),
            plain["reasons"],
            history_from(plain.get("history")),
            plain.get("people", ""),
            plain.get("team", ""),
            plain.get("people_reason", ""),
        )
