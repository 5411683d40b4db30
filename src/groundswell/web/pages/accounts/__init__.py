"""Set up, sign in and out, one's own account, and the people that administrators manage."""
