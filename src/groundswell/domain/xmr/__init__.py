"""XmR: natural process limits, signals and segments, by one implementation for one series and for a panel."""
