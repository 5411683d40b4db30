"""Tables. Ledger rows are written by :mod:`groundswell.records.ledger` alone; these classes describe them for Django."""

from groundswell.records.models.authoring import Edit, ParkedThought, Session, SessionPlan
from groundswell.records.models.identity import Account, Organisation, Post
from groundswell.records.models.ledger import Act, Batch, Entry, LiveKey, Observation, Words
from groundswell.records.models.owning import RoleHolding
from groundswell.records.models.programs import KeptAnswer, Telling, Token, Webhook
from groundswell.records.models.recipes import NameDecision, RecipeVersion
from groundswell.records.models.sharing import Opened, Reaction, Share
from groundswell.records.models.signing_in import OneTimeLink, RecoveryCode, SignIn, SignInAttempt, SignOnIdentity, SignOnTrip
from groundswell.records.models.uploads import Run, Upload

__all__ = [
    "Account",
    "Act",
    "Batch",
    "Edit",
    "Entry",
    "KeptAnswer",
    "LiveKey",
    "NameDecision",
    "Observation",
    "OneTimeLink",
    "Opened",
    "Organisation",
    "ParkedThought",
    "Post",
    "Reaction",
    "RecipeVersion",
    "RecoveryCode",
    "RoleHolding",
    "Run",
    "Session",
    "SessionPlan",
    "Share",
    "SignIn",
    "SignInAttempt",
    "SignOnIdentity",
    "SignOnTrip",
    "Telling",
    "Token",
    "Upload",
    "Webhook",
    "Words",
]
