"""The pages: a shell over records and reports that parses, calls and shows."""
