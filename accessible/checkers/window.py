"""Looks at the pages of a book in a browser: a script that `checkers.browser` starts as a process of its own.

Playwright drives the Chromium of the system. Pages come out of the archive one by one, under an address that leads
nowhere (`book.invalid`, RFC 6761), and whatever else they ask for is refused; their own scripts do not run. axe-core
measures contrast and targets, because its rules are the ones that people know; what it does not measure is asked of the
layout itself.

Reads one line of JSON for each book from standard input, `{book, report, pages, active, rules}`, and answers each with
one line: "" when the report was written, else what went wrong. The report is a list of findings
`{page, look, rule, html, id, said}`. It is started by path, not as a module, and imports nothing of ours.
"""

from __future__ import annotations

import json
import mimetypes
import os
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

ORIGIN = "http://book.invalid/"
_POLICY = "script-src 'none'; object-src 'none'; frame-src 'none'"  # which does not bind what is evaluated from outside
_WIDE, _NARROW = {"width": 1024, "height": 800}, {"width": 320, "height": 640}  # CSS pixels (WCAG 2.2, 1.4.10)

#: What readers may set without losing anything (WCAG 2.2, 1.4.12).
_SPACING = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-block-end:2em!important}"
)


def look(page: Any, *, active: str, axe: str, questions: str) -> Iterator[dict[str, str]]:
    """Everything that is found on a page that a browser has opened, each with the look that it was found in."""
    page.evaluate(axe)

    def ask(question: str, argument: Any = None) -> list[Any]:
        answer: list[Any] = page.evaluate(f"(argument) => ({questions}).{question}(argument)", argument)
        return answer

    def found(name: str, question: str, argument: Any = None) -> Iterator[dict[str, str]]:
        for finding in ask(question, argument):
            yield {**finding, "look": name}

    contrast = {"rules": ["color-contrast"]}
    yield from found("light", "axe", {"rules": ["color-contrast", "target-size"]})
    if active:
        ask("mark", active)
        yield from found("highlight", "axe", contrast | {"within": active})
    if ask("hasDark"):
        page.emulate_media(color_scheme="dark")
        if active:
            yield from found("highlight-dark", "axe", contrast | {"within": active})
            ask("unmark", active)
        yield from found("dark", "axe", contrast)
        page.emulate_media(color_scheme="light")
    page.set_viewport_size(_NARROW)
    yield from found("narrow", "overflow")
    page.add_style_tag(content=_SPACING)
    yield from found("spacing", "cut")
    yield from found("spacing", "overflow")


def visit(browser: Any, archive: zipfile.ZipFile, request: dict[str, Any], **scripts: str) -> list[dict[str, str]]:
    """What is found on the pages of a book."""
    context = browser.new_context(viewport=_WIDE, service_workers="block")
    names = set(archive.namelist())

    def answer(route: Any) -> None:
        url = urlsplit(route.request.url)
        name = unquote(url.path).lstrip("/")
        if route.request.is_navigation_request() and name != visited:
            route.abort("aborted")  # a page stays where it is, whatever it says of that (`meta http-equiv="refresh"`)
        elif route.request.url.startswith(ORIGIN) and name in names:
            kind = request["pages"].get(name) or mimetypes.guess_type(name)[0] or "application/octet-stream"
            route.fulfill(body=archive.read(name), headers={"Content-Type": kind, "Content-Security-Policy": _POLICY})
        else:
            route.abort()

    context.route("**/*", answer)
    findings = []
    page = None
    visited = ""
    try:
        for name in request["pages"]:
            visited = name
            try:
                page = page or context.new_page()
                page.emulate_media(color_scheme="light")
                page.set_viewport_size(_WIDE)
                page.goto(ORIGIN + quote(name), wait_until="load", timeout=60_000)
                looks = look(page, active=request["active"], **scripts)
                findings += [{**found, "page": name} for found in looks]
            except Exception as error:  # whatever a page does to a browser: the others are looked at all the same
                page = None
                said = str(error).strip().partition("\n")[0]
                findings.append({"page": name, "look": "", "rule": "", "html": "", "id": "", "said": said})
    finally:
        context.close()
    return findings


def serve(executable: str) -> None:
    """Answer until the input ends."""
    import axe_playwright_python
    from playwright.sync_api import sync_playwright

    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    axe = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    questions = Path(__file__).with_name("look.js").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0  # for whom Chromium has no sandbox
        arguments = [
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--proxy-server=nowhere.invalid:9",  # for what is asked for by number
            "--proxy-bypass-list=<-loopback>",
            "--webrtc-ip-handling-policy=disable_non_proxied_udp",
        ]
        browser = playwright.chromium.launch(executable_path=executable, chromium_sandbox=not is_root, args=arguments)
        for line in sys.stdin:
            request = json.loads(line)
            try:
                with zipfile.ZipFile(request["book"]) as archive:
                    findings = visit(browser, archive, request, axe=axe, questions=questions)
                Path(request["report"]).write_text(json.dumps(findings), encoding="utf-8")
                trouble = ""
            except Exception as error:  # a browser that has crashed, say
                trouble = f"{type(error).__name__}: {str(error).strip() or 'no reason was given'}"
            answers.write(json.dumps(trouble) + "\n")
            answers.flush()
        browser.close()


if __name__ == "__main__":
    serve(sys.argv[1])
