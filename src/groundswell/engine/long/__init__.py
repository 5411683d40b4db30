"""Long tables and lists of cases: rows of which some are kept, counted or added up until there is one figure a period and place."""
