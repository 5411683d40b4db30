"""Large files counted in a child, one count a file at a time: a newer one ends an older, the same one is waited for."""

import threading
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import asdict, dataclass

from groundswell.engine.child import ChildReading
from groundswell.engine.intake import Intake
from groundswell.engine.long.grouping import Grouping
from groundswell.engine.long.plain import intake_from
from groundswell.engine.proposal import ReadingOptions
from groundswell.errors import UserError
from groundswell.records.selectors.uploads import UploadRow

HELD = 4

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Count:
    """A count under way, and what it will give."""

    key: Key
    reading: ChildReading
    future: "Future[Intake]"


_lock = threading.Lock()
_under_way: dict[str, _Count] = {}
_made: OrderedDict[Key, Intake] = OrderedDict()


def counted(row: UploadRow, grouping: Grouping, options: ReadingOptions) -> Intake:
    """The file's rows as a grouping counts them. Raises UserError; ("reading_stopped") where a newer count ended this one."""
    key = (row.id, repr((grouping.to_plain(), options)))
    with _lock:
        if key in _made:
            _made.move_to_end(key)
            return _made[key]
        older = _under_way.get(row.id)
        if older is None or older.key != key:
            given = {"name": row.name, "grouping": grouping.to_plain(), **asdict(options)}
            count = _under_way[row.id] = _Count(key, ChildReading(row.path or "", "tally", given), Future())
    if older is not None and older.key == key:
        return older.future.result()
    if older is not None:
        older.reading.stop()
    return _waited(row.id, count)


def _waited(upload_id: str, count: _Count) -> Intake:
    try:
        found = intake_from(count.reading.wait())
    except BaseException as error:
        count.future.set_exception(error if isinstance(error, Exception) else UserError("reading_stopped"))
        raise
    else:
        with _lock:
            _made[count.key] = found
            while len(_made) > HELD:
                _made.popitem(last=False)
        count.future.set_result(found)
        return found
    finally:
        with _lock:
            if _under_way.get(upload_id) is count:
                del _under_way[upload_id]


def stop_all() -> None:
    """Ends every count, for a clean end of serving."""
    for count in list(_under_way.values()):
        count.reading.stop()
