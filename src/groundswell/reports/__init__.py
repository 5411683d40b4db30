"""What is shown about a measure, as one value, and the files that are written from it."""
