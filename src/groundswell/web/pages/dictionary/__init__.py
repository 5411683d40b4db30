"""The dictionary: definitions to search, to read and to write, their versions, and files of them."""
