"""A person's own tokens, and what programs can do with them."""
