"""Where the record stands."""

from ninja import Router

from groundswell.domain.access.scopes import Scope
from groundswell.records.selectors.ledger import head
from groundswell.web.api.answering import conditional
from groundswell.web.api.auth import ProgramRequest, needs
from groundswell.web.api.declared import declared
from groundswell.web.api.schemas import Head

router = Router(tags=["Record"])


@router.get("/record/head", response=declared(Head), url_name="api_record_head", summary="Where the record stands")
@needs(Scope.READ)
@conditional
def record_head(request: ProgramRequest) -> Head:
    """Kept elsewhere, it proves later that nothing before it was changed or cut off."""
    stands = head()
    return Head(batches=stands.batches, entries=stands.entries, digest=stands.digest, head=stands.text, anchor=stands.anchor.text)
