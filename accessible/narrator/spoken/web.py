"""Addresses that people say aloud: web pages, e-mail, handles, hashtags, file paths.

The scheme and "www." are not said: nobody does. Nor is a long query, but that there is more is: nobody could write down
what a program has written there.
"""

from __future__ import annotations

import re

from accessible.narrator.spoken.edits import Edit
from accessible.narrator.spoken.tongue import Reading

_LONGEST = 300  # characters of an address, and how far back its beginning is looked for
_OPENING = "([{<\"'“‘«„"
_CLOSING = ".,;:!?)]}>\"'”’»…"
_DOMAINS = (
    "com|org|net|edu|gov|mil|int|info|biz|io|ai|app|dev|tv|eu|uk|de|at|ch|fr|be|es|it|nl|pt|se|no|dk|fi|pl|ie|us|ca|mx|"
    "ar|cl|br|au|nz|jp|cn|in|ru|za"
)
_URL = re.compile(
    rf"(?:[a-zA-Z][a-zA-Z0-9+.-]{{1,10}}://(?:www\.)?|www\.)(?P<host>[\w.-]+)(?P<tail>(?::[0-9]+)?(?:/[^?#]*)?)(?P<query>[?#].*)?"
    rf"|(?P<bare>(?:[a-z0-9-]+\.)+(?:{_DOMAINS}))(?P<below>(?::[0-9]+)?(?:/[^?#]*)?)(?P<more>[?#].*)?"
)
_FILE = re.compile(
    r"(?:[\w+-]+\.){1,4}(?:py|js|ts|c|h|cc|cpp|cs|java|rb|rs|go|php|pl|sh|bat|sql|css|html?|xml|json|ya?ml|toml|ini|cfg|"
    r"conf|log|csv|tsv|txt|md|rst|tex|pdf|epub|docx?|xlsx?|pptx?|od[tsp]|rtf|png|jpe?g|gif|svg|webp|tiff?|mp[34]|m4[ab]|"
    r"wav|flac|ogg|opus|avi|mov|zip|tar|t?gz|exe|dll|iso|apk|dmg)"
)
_LISTENED_TO = 40  # characters of a query that are said
_EMAIL = re.compile(r"(?:mailto:)?([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_HANDLE = re.compile(r"@(\w{1,40})")
_HASHTAG = re.compile(r"#(\w*[^\W\d]\w*)")
_PATH = re.compile(r"(?:[A-Za-z]:|~|\.{1,2})?(?:[\\/][\w.+-]+){2,}[\\/]?|[A-Za-z]:\\[\w.+\\-]*|~/[\w.+-]+")
_HUMPS = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[^\W\d_])(?=[0-9])|(?<=[A-Z])(?=[A-Z][a-z])")
_PARTS = re.compile(r"([./\\_~:@+?#&=-]+)")


def address(text: str, at: int, reading: Reading) -> Edit | None:
    """The address that the character at ``at`` belongs to."""
    sign = text[at]
    if sign == "." and not (text[at + 1 : at + 2].isalnum() or text[at + 1 : at + 2] in ("/", "\\", ".")):
        return None
    if sign == ":" and text[at + 1 : at + 2] not in ("/", "\\"):
        return None
    if sign not in ".:@#/\\~":
        return None
    start = text.rfind(" ", max(0, at - _LONGEST), at) + 1
    end = text.find(" ", at, at + _LONGEST)
    if (start == 0 and at > _LONGEST) or (end < 0 and len(text) - at > _LONGEST):
        return None
    end = len(text) if end < 0 else end
    while start < at and text[start] in _OPENING:
        start += 1
    while end > at + 1 and text[end - 1] in _CLOSING:
        end -= 1
    said = _said(text[start:end], reading)
    return Edit(start, end, said) if said else None


def _said(token: str, reading: Reading) -> str:
    phrases = reading.tongue.words.phrases
    if match := _URL.fullmatch(token):
        path = (match["tail"] or match["below"] or "").rstrip("/")
        said = _spelled((match["host"] or match["bare"]).removeprefix("www.") + path, reading)
        query = match["query"] or match["more"] or ""
        if len(query) > _LISTENED_TO:
            return f"{said}, {phrases['and-so-on']}"
        return f"{said} {_spelled(query, reading)}".rstrip()
    if match := _EMAIL.fullmatch(token):
        return f"{_spelled(match[1], reading)} {phrases['at']} {_spelled(match[2], reading)}"
    if match := _HANDLE.fullmatch(token):
        return f"{phrases['at']} {_humps(match[1])}"
    if match := _HASHTAG.fullmatch(token):
        return f"{phrases['hashtag']} {_humps(match[1])}"
    if _FILE.fullmatch(token):
        return _spelled(token, reading)
    if _PATH.fullmatch(token) and not token[0].isdigit():
        return _spelled(token, reading).strip()
    return ""


def _humps(name: str) -> str:
    return " ".join(_HUMPS.sub(" ", name.replace("_", " ")).split())


def _spelled(token: str, reading: Reading) -> str:
    """Names and the signs between them."""
    phrases, symbols = reading.tongue.words.phrases, reading.tongue.words.symbols
    named = {
        ".": phrases["dot"],
        "/": phrases["slash"],
        "\\": phrases["backslash"],
        "-": phrases["dash"],
        "_": phrases["underscore"],
        "~": phrases["tilde"],
        ":": phrases["colon"],
        "+": phrases["plus"],
        "?": phrases["question-mark"],
        "#": phrases["hash"],
        "&": symbols["&"],
        "=": symbols["="],
    }
    words = []
    for part in _PARTS.split(token):
        if part and part[0] in named:
            words += [named.get(sign, "") for sign in part]
        elif part:
            words.append(part)
    return " ".join(word for word in words if word)
