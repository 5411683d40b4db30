"""What a person holds beyond their posts: roles that they accepted, and what a recorded break-glass opened to them."""


def roles_of(account_id: str) -> frozenset[str]:
    """Ids of the measures in which this person has accepted a role and not handed it over."""
    return frozenset()


def glasses_of(account_id: str) -> frozenset[str]:
    """Ids of what this person opened by a break-glass that has not run out."""
    return frozenset()
