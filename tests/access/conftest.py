"""The pages and the windows they are looked at in, for the tests of this folder."""

from tests.access.windows import desk, look, window
from tests.pages import data_directory, migrated_folder, pages, stranger

__all__ = ["data_directory", "desk", "look", "migrated_folder", "pages", "stranger", "window"]
