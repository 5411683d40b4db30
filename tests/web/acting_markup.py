"""Reads a page as a browser's parser does, for what would act in it: other people's text must leave none of that."""

from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("iframe", "object", "embed", "base", "style") or (
            tag == "script" and not (values.get("src") or "").startswith("/static/")
        ):
            self.found.append(tag)
        for name, value in attrs:
            leads_out = name in ("href", "src", "action") and not (value or "").startswith(("/", "#", "?"))
            if name.startswith("on") or name == "style" or leads_out:
                self.found.append(f"{tag} {name}={value}")


def acting(page: str) -> list[str]:
    """Scripts of others, handlers, frames, styles, and addresses that lead out; empty is right."""
    reader = _Reader()
    reader.feed(page)
    return reader.found
