"""Tables. Ledger rows are written by :mod:`groundswell.records.ledger` alone; these classes describe them for Django."""

from groundswell.records.models.identity import Account, Organisation
from groundswell.records.models.ledger import Act, Batch, Entry, LiveKey, Observation, Words
from groundswell.records.models.sharing import Reaction, Share
from groundswell.records.models.uploads import Layout, Run, Upload

__all__ = [
    "Account",
    "Act",
    "Batch",
    "Entry",
    "Layout",
    "LiveKey",
    "Observation",
    "Organisation",
    "Reaction",
    "Run",
    "Share",
    "Upload",
    "Words",
]
