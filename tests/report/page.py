"""An HTML page as a reader's software sees it: elements, headings, ids, links, shown text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {
    "meta",
    "br",
    "hr",
    "img",
    "input",
    "link",
    "path",
    "circle",
}  # path, circle: closed by "/>"
HIDDEN = {"style", "title"}


@dataclass
class Element:
    """One element: its tag, attributes, all the text inside it, and what it is inside of."""

    tag: str
    attributes: dict[str, str]
    inside: tuple[Element, ...]
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text of the element and of everything in it, with single spaces."""
        return " ".join("".join(self.pieces).split())

    @property
    def classes(self) -> set[str]:
        """The element's classes."""
        return set(self.attributes.get("class", "").split())

    def is_in(self, tag: str) -> bool:
        """The element is inside one with that tag."""
        return any(outer.tag == tag for outer in self.inside)


class Page(HTMLParser):
    """A parsed page. Parsing fails on a tag that is closed out of turn or not at all."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.elements: list[Element] = []
        self.style = ""
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        assert not self._open, f"never closed: {[element.tag for element in self._open]}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute given twice: {tag} {names}"
        element = Element(tag, {k: v or "" for k, v in attrs}, tuple(self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        if tag in {"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "td", "th", "summary"}:
            self.handle_data(" ")
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].tag == "style":
            self.style += data
        for element in self._open:
            element.pieces.append(data)

    def all(self, *tags: str) -> list[Element]:
        """Return the elements with one of these tags, in the page's order."""
        return [element for element in self.elements if element.tag in tags]

    def only(self, tag: str) -> Element:
        """Return the one element with this tag, those inside drawings apart."""
        found = [element for element in self.all(tag) if not element.is_in("svg")]
        assert len(found) == 1, f"{len(found)} of <{tag}>"
        return found[0]

    def with_class(self, name: str) -> list[Element]:
        """Return the elements of a class."""
        return [element for element in self.elements if name in element.classes]

    def with_id(self, id: str) -> Element:
        """Return the element with an id."""
        return next(element for element in self.elements if element.attributes.get("id") == id)

    @property
    def text(self) -> str:
        """All the text of the body."""
        return self.only("body").text
