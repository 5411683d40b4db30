"""From a result worth having to a measure worth keeping: results map, measure design, definition."""
