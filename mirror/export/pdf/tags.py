"""Tags: the document's structure, so that a screen reader tells headings, tables and what a figure shows (ISO 32000-1, 14.7).

Everything that is drawn stands in marked content: either it belongs to an element of the structure tree (`marked`), or it is an
artifact, which is not read (`artifact`). reportlab draws; the tree is written here with its PDF objects.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObjectReference, PDFString
from reportlab.pdfgen.canvas import Canvas


@dataclass(slots=True)
class _Element:
    """Of the tree. kind: of the standard structure types. kids: elements, and the numbers of marked content on its page."""

    kind: str
    entries: dict[str, Any] = field(default_factory=dict)
    kids: list[_Element | int] = field(default_factory=list)
    page: int | None = None


class Tags:
    """The structure of one document, built while its pages are drawn.

    Attributes:
        canvas: what is drawn on.
    """

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self._root = _Element("Document")
        self._open = [self._root]
        self._inside = False
        self._page: list[_Element] = []
        self._pages: list[list[_Element]] = []
        self._references: list[PDFObjectReference] = []

    @contextmanager
    def element(self, kind: str, **entries: Any) -> Iterator[None]:
        """What is drawn inside belongs to a new element ("H1", "P", "Table" ...), below the one that is open. entries: of its
        dictionary, as PDF objects or text."""
        if self._inside:
            yield
            return
        made = _Element(kind, entries)
        self._open[-1].kids.append(made)
        self._open.append(made)
        yield
        self._open.pop()

    @contextmanager
    def marked(self) -> Iterator[None]:
        """What is drawn inside is the open element's content; inside other marked content it is part of that."""
        if self._inside:
            yield
            return
        owner = self._open[-1]
        owner.page = len(self._pages)
        owner.kids.append(len(self._page))
        with self._sequence(f"/{owner.kind} <</MCID {len(self._page)}>> BDC"):
            self._page.append(owner)
            yield

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is not read: rules, page numbers."""
        if self._inside:
            yield
            return
        with self._sequence("/Artifact BMC"):
            yield

    @contextmanager
    def figure(self, alt: str) -> Iterator[None]:
        """A drawing, read as these words."""
        with self.element("Figure", Alt=alt), self.marked():
            yield

    def page_shown(self) -> None:
        """Call after each `showPage`."""
        page = self.canvas._doc.Pages.pages[-1]
        # reportlab writes the keys that the page's class lists, and these two are not among them
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = len(self._pages), PDFName("S")
        self._references.append(PDFObjectReference(f"Page{len(self._pages) + 1}"))
        self._pages.append(self._page)
        self._page = []

    def write(self) -> None:
        """Hand the tree to the document; call before it is saved."""
        document = self.canvas._doc
        names: dict[int, PDFObjectReference] = {}
        tree = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        root = document.Reference(tree, "StructTreeRoot")
        tree["K"] = PDFArray([self._written(self._root, root, names)])
        nums: list[Any] = []
        for number, owners in enumerate(self._pages):
            nums += [number, document.Reference(PDFArray([names[id(owner)] for owner in owners]))]
        tree["ParentTree"] = document.Reference(PDFDictionary({"Nums": PDFArray(nums)}))
        tree["ParentTreeNextKey"] = len(self._pages)
        document.Catalog.StructTreeRoot = tree
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _written(self, element: _Element, parent: PDFObjectReference, names: dict[int, PDFObjectReference]) -> Any:
        made = PDFDictionary({"S": PDFName(element.kind), "P": parent})
        for key, value in element.entries.items():
            made[key] = PDFString(value) if isinstance(value, str) else value
        if element.page is not None:
            made["Pg"] = self._references[element.page]
        own = self.canvas._doc.Reference(made)
        names[id(element)] = own
        kids = [kid if isinstance(kid, int) else self._written(kid, own, names) for kid in element.kids]
        if kids:
            made["K"] = kids[0] if len(kids) == 1 else PDFArray(kids)
        return own

    @contextmanager
    def _sequence(self, begin: str) -> Iterator[None]:
        self._inside = True
        self.canvas._code.append(begin)
        yield
        self.canvas._code.append("EMC")
        self._inside = False


def header(scope: str = "Column") -> PDFDictionary:
    """The attributes of a table's head cell."""
    return PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(scope)})
