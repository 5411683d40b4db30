"""The measure design sheet: one page a result, with the forms that write on it."""
