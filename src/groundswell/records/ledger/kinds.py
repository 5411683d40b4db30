"""What an entry can be. The list only grows; docs/ledger.md says what each one's payload holds."""

from enum import StrEnum


class Kind(StrEnum):
    """Kinds of entries. OBSERVE and RESTATE are figures; RETRACT takes back a figure or an act; the others are acts."""

    OBSERVE = "observe"
    RESTATE = "restate"
    RETRACT = "retract"
    BATCH = "batch"
    DEFINE = "define"
    LIMITS = "limits"
    EXCLUDE = "exclude"
    NOTE = "note"
    TARGET = "target"
    VISIBILITY = "visibility"
    SHARE = "share"
    MERGE = "merge"
    RETIRE = "retire"
    ROLE = "role"
    POLICY = "policy"
    ORGANISATION = "organisation"
    ERASE = "erase"
    ACCOUNT = "account"


TAKEABLE = frozenset({Kind.LIMITS, Kind.EXCLUDE, Kind.NOTE, Kind.TARGET, Kind.MERGE, Kind.RETIRE})
"""Acts that can be taken back. Definitions, audiences, policies and shares are changed by a new one or ended; a role is laid down or handed
on by whoever holds it; figures go with their batch."""


class BatchKind(StrEnum):
    """What a batch is, as its opening act says: figures of a file, an undo, one act of a person, or what the product itself noticed."""

    IMPORT = "import"
    RETRACT = "retract"
    ACT = "act"
    NOTICED = "noticed"


class What(StrEnum):
    """What an act of a kind with several uses is about (``what`` in its payload)."""

    SPLIT = "split"
    RULES = "rules"
    BASELINE = "baseline"
    RULE_SET = "rule_set"
    KIND = "kind"
    PROPOSAL = "proposal"
    REFUSAL = "refusal"
    POSTPONEMENT = "postponement"
    LOCK = "lock"
    UNLOCK = "unlock"
    WITHDRAWN_SIGNAL = "withdrawn_signal"
    MOVED_LIMITS = "moved_limits"
    REMARK = "remark"
    PEOPLE = "people"
    THEIR_STATUS = "their_status"
    MEASURE = "measure"
    ORG_UNIT = "org_unit"
    UNIT = "unit"
    SAME_UNIT = "same_unit"
    LEVELS = "levels"
    TITLES = "titles"
    PEER_GROUP = "peer_group"
    HEAD_COUNT = "head_count"
    POST = "post"
    TEAM = "team"
    HANDOVER = "handover"
    GLASS = "glass"
    LINK = "link"
    FILE = "file"
    TARGET = "target"
    TARGET_WITHDRAWN = "target_withdrawn"
    STANDARD = "standard"
    STANDARD_WITHDRAWN = "standard_withdrawn"
    ROLE = "role"
    SHARE_LINKS = "share_links"


OF_UNITS = frozenset({
    What.ORG_UNIT, What.UNIT, What.SAME_UNIT, What.LEVELS, What.TITLES, What.PEER_GROUP, What.HEAD_COUNT, What.POST,
})  # fmt: skip
"""What an act is about that defines no measure but how the organisation is made up."""


class AccountWhat(StrEnum):
    """What happened to an account (``what`` in the payload of an act of the kind ACCOUNT). Names stand nowhere in it."""

    SET_UP = "set_up"
    INVITED = "invited"
    JOINED = "joined"
    NEW_START = "new_start"
    CLOSED = "closed"
    ADMINISTRATOR = "administrator"
    NO_ADMINISTRATOR = "no_administrator"
    ERASED = "erased"


NOTICED = frozenset({What.PROPOSAL, What.WITHDRAWN_SIGNAL, What.MOVED_LIMITS})
"""What the product itself writes down. Nobody takes it back: a person decides on it by an act of their own."""
