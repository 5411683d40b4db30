"""The second verifier as a module that is loaded from its file alone, the way that a stranger runs it."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import groundswell

FILE = Path(groundswell.__file__).parent / "records" / "ledger" / "check_ledger.py"


def loaded() -> ModuleType:
    """The file as a module of no package."""
    found = importlib.util.spec_from_file_location("second_verifier_by_itself", FILE)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[found.name] = module
    found.loader.exec_module(module)
    return module
