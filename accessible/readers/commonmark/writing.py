"""Tokens → HTML, and where each piece of it stands in the source.

The parser says from which line to which a block goes; where in those lines its words stand is looked up as they are
written, from one to the next. What is not found word for word stands somewhere in the lines of its block.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from accessible.readers.commonmark.places import Places, Range
from accessible.readers.markup import NUMBERED

#: How much further than they have to, words are looked for.
_FAR = 4_000

#: Elements that hold text and nothing else up to their end tag, and comments: what never ends may not swallow the rest.
_OPENS = re.compile(r"<!--|<(script|style|title|textarea|xmp)(?=[\s/>])", re.IGNORECASE)
_HALF = re.compile(r"</?[A-Za-z]")
_PLAINTEXT = re.compile(r"<(?=plaintext[\s/>])", re.IGNORECASE)

#: What XML has for text without markup, and HTML has not: browsers show some of it, and some not.
_CDATA, _CDATA_END = "<![CDATA[", "]]>"

_LINE_END = re.compile(r"\r\n?|\n")


class Written(NamedTuple):
    """The HTML, and where it comes from."""

    html: str
    places: Places


def written(tokens: Sequence[Token], md: MarkdownIt, env: dict[str, Any], *, source: str, begin: int) -> Written:
    """The HTML of tokens, which were made of ``source`` from the offset ``begin`` on."""
    writer = _Writer()
    lines = _Lines(source, begin)
    out = _Pieces(source)
    ranges = [Range(begin, len(source))]
    for at, token in enumerate(tokens):
        here = lines.range(token.map) if token.map else ranges[-1]
        if token.nesting > 0:
            ranges.append(here)
        if token.type == "inline":
            children = token.children or []
            for index, child in enumerate(children):
                out.put(child, writer.piece(children, index, md.options, env), here)
        else:
            out.put(token, writer.piece(tokens, at, md.options, env), here)
        if token.nesting < 0:
            ranges.pop()
    return Written("".join(out.pieces), Places(out.starts, out.ranges, out.exact))


class _Lines:
    """The lines of the source from an offset on: where each begins, and where it ends, blanks apart."""

    def __init__(self, source: str, begin: int) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.last: list[int] = []  # of each line, the last one up to it that is not blank
        for end in (*(found.span() for found in _LINE_END.finditer(source, begin)), (len(source), len(source))):
            line = source[begin : end[0]]
            self.starts.append(begin + len(line) - len(line.lstrip()) if line.strip() else begin)
            self.ends.append(begin + len(line.rstrip()))
            self.last.append(len(self.last) if line.strip() or not self.last else self.last[-1])
            begin = end[1]

    def range(self, lines: Sequence[int]) -> Range:
        first = min(lines[0], len(self.starts) - 1)
        last = self.last[min(max(lines[1] - 1, first), len(self.starts) - 1)]
        return Range(self.starts[first], max(self.starts[first], self.ends[last]))


class _Pieces:
    """Pieces of HTML as they are put together, each with its place: ``exact`` where it has it letter for letter."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.ranges: list[Range] = []
        self.exact: list[bool] = []
        self.length = self.cursor = 0

    def put(self, token: Token, piece: str, here: Range) -> None:
        if not piece:
            return
        at = self.cursor if here.start <= self.cursor <= here.end else here.start
        sought = _sought(token)
        found = self.source.find(sought, at, min(here.end, at + len(sought) + _FAR)) if sought else -1
        if found < 0:
            inline = not token.block and not sought
            self._add(piece, Range(at, at) if inline else here)
            return
        there = Range(found, found + len(sought))
        self.cursor = there.end
        text = sought if token.type in ("html_inline", "html_block") else escapeHtml(token.content)
        before, inside, after = piece.partition(text) if text else (piece, "", "")
        self._add(before, Range(there.start, there.start) if inside else there)
        self._add(inside, there, exact=len(inside) == len(sought))
        self._add(after, Range(there.end, there.end))

    def _add(self, piece: str, place: Range, *, exact: bool = False) -> None:
        if piece:
            self.pieces.append(piece)
            self.starts.append(self.length)
            self.ranges.append(place)
            self.exact.append(exact)
            self.length += len(piece)


def _sought(token: Token) -> str:
    """What of a token stands in the source as it is."""
    match token.type:
        case "text_special":
            return token.markup
        case "softbreak" | "hardbreak":
            return "\n"
        case "image":
            return token.content or "!["
        case "footnote_ref":
            return f"[^{token.meta['label']}]" if "label" in token.meta else "^["
        case _:
            return token.content


class _Writer(RendererHTML):
    """The renderer of markdown-it-py, with what is written otherwise for a book."""

    def piece(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: dict[str, Any]) -> str:
        """What one token becomes."""
        rule = self.rules.get(tokens[at].type)
        return str(rule(tokens, at, options, env)) if rule else self.renderToken(tokens, at, options, env)

    def renderInlineAsText(  # noqa: N802
        self, tokens: Sequence[Token] | None, options: OptionsDict, env: Any
    ) -> str:
        """The words that stand for a picture: what is written in its brackets, without tags."""
        words: list[str] = []
        for token in tokens or ():
            match token.type:
                case "image":
                    words.append(self.renderInlineAsText(token.children, options, env))
                case "softbreak" | "hardbreak":
                    words.append("\n")
                case "math_inline" | "math_inline_double":
                    words.append(f"{token.markup}{token.content}{token.markup}")
                case "html_inline":
                    pass
                case _:
                    words.append(token.content)
        return "".join(words)

    def text_special(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
        return escapeHtml(tokens[at].content)

    def math_inline(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
        token = tokens[at]
        return escapeHtml(f"{token.markup}{token.content}{token.markup}")

    math_inline_double = math_inline

    def math_block(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
        return f"<p>{self.math_inline(tokens, at, options, env)}</p>\n"

    def html_inline(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
        """A tag; one of an element that nobody closes, and that would hold all that follows, is text."""
        content = _as_text(tokens[at].content)
        opens = _OPENS.match(content)
        if opens and opens[1]:
            end = f"</{opens[1].lower()}"
            closes = (token.type == "html_inline" and token.content.lower().startswith(end) for token in tokens[at:])
            return content if any(closes) else escapeHtml(content)
        return escapeHtml(content) if _PLAINTEXT.match(content) else content

    def html_block(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
        """A block of HTML; what it does not close ends where it does, if something follows; half a tag is text."""
        content = _as_text(_PLAINTEXT.sub("&lt;", tokens[at].content))
        whole = content.rfind(">") + 1
        if half := _HALF.search(content, whole):
            content = content[: half.start()] + escapeHtml(content[half.start() :])
        begin = 0
        while at + 1 < len(tokens) and (opens := _OPENS.search(content, begin)):
            closing = f"</{opens[1]}>" if opens[1] else "-->"
            closes = re.compile(closing[:-1] if opens[1] else closing, re.IGNORECASE).search(content, opens.end())
            if closes is None:
                return f"{content}{closing}\n"
            begin = closes.end()
        return content

    def footnote_ref(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
        number = tokens[at].meta["id"] + 1
        return f'<sup><a role="doc-noteref" href="#{env["note"]}{number}">{number}</a></sup>'

    def alert_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
        return "<aside>\n"

    def alert_close(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
        return "</aside>\n"

    def notes_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
        return '<section role="doc-endnotes">\n'

    def notes_close(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
        return "</section>\n"

    def note_open(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
        number = tokens[at].meta["number"]
        return f'<aside role="doc-footnote" id="{env["note"]}{number}" {NUMBERED}="{number}">'

    def note_close(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: Any) -> str:
        return "</aside>\n"


def _as_text(html: str) -> str:
    """HTML with what is in character data as text; such data that never end are text as they are written."""
    if _CDATA not in html:
        return html
    pieces: list[str] = []
    at = 0
    while (begin := html.find(_CDATA, at)) >= 0:
        inside = begin + len(_CDATA)
        end = html.find(_CDATA_END, inside)
        if end < 0:
            return "".join((*pieces, html[at:begin], html[begin:].replace(_CDATA, escapeHtml(_CDATA))))
        pieces += html[at:begin], escapeHtml(html[inside:end])
        at = end + len(_CDATA_END)
    return "".join((*pieces, html[at:]))
