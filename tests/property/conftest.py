"""Property tests draw the same examples on every run and are not timed each: a busy machine makes no test red."""

from hypothesis import settings

settings.register_profile("property", deadline=None, derandomize=True)
settings.load_profile("property")
