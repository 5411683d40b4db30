"""Every read. Each function takes the actor who asks and the ledger position to look from (``as_of_seq``; None is now)."""
