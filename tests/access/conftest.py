"""The pages and the windows they are looked at in, for the tests of this folder."""

from tests.access.windows import desk, window
from tests.pages import data_directory, migrated_folder, pages, stranger

__all__ = ["data_directory", "desk", "migrated_folder", "pages", "stranger", "window"]
