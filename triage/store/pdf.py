"""A page on paper: HTML -> PDF. The only door to WeasyPrint.

It lays the report's own page out by its print styles, with the fonts of this machine. It fetches
nothing, from no network and no disk, whatever a page asks for; and it draws no dates: the same page
gives the same bytes on the same machine.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from triage.errors import ExtraMissing, Fault, Location

_HERE = Location("triage -f pdf")


def to_pdf(page: str, paper: str) -> bytes:
    """Return an HTML page as a tagged, bookmarked PDF (PDF/UA-1), on `a4` or `letter`.

    Raises:
        ExtraMissing: WeasyPrint, or a system library it needs, is not installed.
    """
    weasyprint = _weasyprint()
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=())
    size = weasyprint.CSS(string=f"@page {{ size: {paper} }}", url_fetcher=nothing)
    document = weasyprint.HTML(string=page, url_fetcher=nothing)
    content: bytes = document.write_pdf(
        stylesheets=[size],
        pdf_variant="pdf/ua-1",
        pdf_identifier=sha256(page.encode()).digest()[:16],
    )
    return content


def _weasyprint() -> Any:
    try:
        import weasyprint
    except ImportError:
        raise ExtraMissing(Fault.worded("extra.pdf", _HERE)) from None
    except OSError as error:  # it looks for these libraries when it is imported
        reason = _first_line(error)
        raise ExtraMissing(Fault.worded("extra.pango", _HERE, reason=reason)) from None
    return weasyprint


def _first_line(error: OSError) -> str:
    return str(error).partition("\n")[0].rstrip(".")
