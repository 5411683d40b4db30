"""The API: the same services and selectors as the pages, for programs that act for a person."""
