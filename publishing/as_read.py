"""Rich text as lines that can be compared word by word: with the marks of lists, the cells of tables, targets and meanings."""

from __future__ import annotations

from html.parser import HTMLParser

_LINES = {"p", "h3", "h4", "ul", "ol", "tr", "table"}


def as_read(html: str) -> str:
    """A line for each paragraph, item and row. Behind a link stands where it leads, behind an abbreviation what it means."""
    parser = _AsRead()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.said).splitlines())
    return "\n".join(line for line in lines if line)


class _AsRead(HTMLParser):
    """Collects the words, and says in signs what the tags say."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._counts: list[int | None] = []
        self._behind: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(" ".join(data.split("\n")))

    def handle_starttag(self, tag: str, attrs) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("ul", "ol"):
            self._counts.append(0 if tag == "ol" else None)
        if tag == "a":
            self._behind.append(f" [→ {given.get('href', '').removeprefix('document:')}]")
        elif tag == "abbr":
            self._behind.append(f" [= {given['title']}]" if given.get("title") else "")
        elif tag == "li":
            self.said.append(f"\n{self._next_mark()} ")
        elif tag in ("td", "th"):
            self.said.append(" | ")
        elif tag in _LINES or tag == "br":
            # The paragraph inside an item stands on the item's own line.
            self.said.append("" if self._is_after_mark() else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._counts:
            self._counts.pop()
        if tag in ("a", "abbr") and self._behind:
            self.said.append(self._behind.pop())
        elif tag in _LINES:
            self.said.append("\n")

    def _next_mark(self) -> str:
        """A bullet, or the next number of the list."""
        if not self._counts or self._counts[-1] is None:
            return "•"
        self._counts[-1] += 1
        return f"{self._counts[-1]}."

    def _is_after_mark(self) -> bool:
        last = self.said[-1] if self.said else ""
        return last == " | " or (last.startswith("\n") and last.strip() != "")
