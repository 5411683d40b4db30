"""The pages, for the tests of this folder."""

from tests.pages import data_directory, migrated_folder, pages, stranger

__all__ = ["data_directory", "migrated_folder", "pages", "stranger"]
