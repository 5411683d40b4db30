"""The method, pure: no Django, no files, no clock, no settings, no database, no locale."""
