"""Rule sets: what each asks for, and those that an organisation makes of the same parts."""
