"""One spelling for names of a file that differ in capitals, blanks or Unicode form alone: they are one name everywhere else too."""

from groundswell.engine.name_likeness import folded

Named = tuple[str, str | None]
"""Measure and org unit."""


class Spelling(dict[str, str]):
    """A name as written → the spelling that came first in the file. ``others``: each later spelling with that first one."""

    def __init__(self) -> None:
        super().__init__()
        self._first: dict[str, str] = {}
        self.others: list[tuple[str, str]] = []

    def __missing__(self, name: str) -> str:
        first = self._first.setdefault(folded(name), name)
        if first != name:
            self.others.append((name, first))
        self[name] = first
        return first


class Spellings:
    """The spellings of a file's measures and places."""

    def __init__(self) -> None:
        self.measures, self.places = Spelling(), Spelling()

    @property
    def others(self) -> list[tuple[str, str]]:
        """Every name that is read under another spelling, and that spelling."""
        return [*self.measures.others, *self.places.others]

    def owner(self, measure: str, org_unit: str | None) -> Named:
        """Both names as they came first."""
        return self.measures[measure], None if org_unit is None else self.places[org_unit]
