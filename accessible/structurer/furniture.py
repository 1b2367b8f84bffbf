"""Page furniture by position and density: what a block is when its neighbours are looked at.

A saved page is a story with a frame: menus and section names before it, tools beside it, lists of other stories after
it. One line of these proves nothing ("Travel" may be a title, "Search" a heading), so a line is first only *read*
(`kinds.py`), and then judged by where it stands: `stretch` finds the story by the density of its prose, `headline` the
title that stands before it, and `frame` what stands around it, in a document that shows in several places that it is a
page. When it does not, nothing is furniture by its place.

The story is the stretch of greatest sum, as in Pasternack and Roth, "Extracting Article Text from the Web with Maximum
Subsequence Segmentation" (WWW 2009), with counts of words instead of a trained classifier.
"""

from __future__ import annotations

from collections.abc import Sequence

from accessible.structurer.kinds import FRAME, HEADLINE, LABEL, LONGEST, PROSE, SURE, WEAK, Kind, Line, trail_end

_APART = FRAME | {"line"}
#: What stands in rows, so that a short line behind it is rather one more of them than a title.
_ROWS: frozenset[Kind] = frozenset({"tool", "section"})
_TEXT: frozenset[Kind] = frozenset({"prose", "sentence"})

#: The most that a gap between two runs of prose costs.
_INSET = 4.0
#: A document is a page when it shows it in so many ways, and in one of so many blocks at least.
_PAGE, _SPARSE = 2, 40
#: So many lines behind a headline are looked at.
_REACH = 80
#: So many lines in a row are a list.
_LIST = 3
#: A line of so many words before prose is no crosshead.
CROSSHEAD = 6
#: How much each kind of line before the title says that it stands in a frame.
_SAID: dict[Kind, float] = {"phrase": 2, "menu": 2, "bar": 2, "list": 1, "tool": 1, "section": 1}


def stretch(lines: Sequence[Line]) -> tuple[int, int] | None:
    """The first and the last line of the story, or None when there is no prose.

    Runs of prose are worth their words; what stands between two of them costs, but never more than a long inset.
    """
    runs: list[tuple[int, int, float, float]] = []  # first, last, worth, cost of the gap before it
    gap = 0.0
    for line in lines:
        if line.kind == "prose":
            worth = min(line.words, 60) / PROSE
            if runs and gap == 0.0:
                first, _, sum_, cost = runs[-1]
                runs[-1] = (first, line.at, sum_ + worth, cost)
            else:
                runs.append((line.at, line.at, worth, min(gap, _INSET)))
            gap = 0.0
        elif line.kind not in ("sentence", "given"):
            gap += 1.0 if line.kind in FRAME else 0.5
    best: tuple[float, int, int] | None = None
    total, start = 0.0, 0
    for first, last, worth, cost in runs:
        if total > cost:
            total += worth - cost
        else:
            total, start = worth, first
        if best is None or total > best[0]:
            best = (total, start, last)
    if best is None:
        return None
    first, last = best[1:]
    for at in range(len(lines) - 1, last, -1):
        if lines[at].kind in _TEXT and lines[at - 1].kind in _TEXT:
            return first, at  # two sentences together are text, wherever they stand
    return first, last


def evidence(lines: Sequence[Line]) -> int:
    """In how many ways the document shows that it is a page: different sure lines, and runs of weak ones.

    The run of furniture at the very end is not counted: there nothing stands behind it that it could speak for. (So a
    line of furniture put after an article changes nothing else in it.)
    """
    end = _tail(lines)
    seen = {
        line.text.casefold()
        for line in lines[:end]
        if (line.kind in SURE and not heads(lines, line.at)) or (line.kind == "tool" and line.words > 3)
    }
    runs, joined = 0, False
    for before, line in zip(lines, lines[1:end], strict=False):
        pairs = line.kind in WEAK and before.kind in WEAK
        runs += pairs and not joined  # three in a row are one run
        joined = pairs
    return len(seen) + min(runs, 2) if len(lines) < _SPARSE * (len(seen) + runs) else 0


def heads(lines: Sequence[Line], at: int) -> bool:
    """Whether a phrase stands like a crosshead: short, alone, and over prose ("Create an account" in a manual)."""
    above = lines[at - 1].kind if at else "given"
    return (
        0 < lines[at].words <= CROSSHEAD
        and at + 1 < len(lines)
        and lines[at + 1].kind == "prose"
        and above not in FRAME
    )


def _tail(lines: Sequence[Line]) -> int:
    """Where the run of furniture at the very end begins."""
    end = len(lines)
    while end and lines[end - 1].kind in FRAME:
        end -= 1
    return end


def headline(lines: Sequence[Line], story: int) -> int | None:
    """The line before the story (whose first line is ``story``) that is best as a title, or None.

    A headline is as long as one, is followed by who wrote it and when, by the tools of the page or by the story; lines
    in a run are a list of other stories.
    """
    best: tuple[float, int] | None = None
    groups = _groups(lines[:story])
    if not groups:
        return None
    trails = frozenset(trail_end(line.text) for line in lines[:story] if line.kind == "menu")
    end, last = story, True  # names and labels do not part a headline from what belongs to it
    for group in reversed(groups):
        score, chosen = _score(lines, group, end, trails, last=last)
        if best is None or score >= best[0]:
            best = (score, chosen)
        if any(line.words > LABEL for line in group):
            end, last = group[0].at, False
    return best[1] if best is not None and best[0] >= 1 else None


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """The runs of lines that could be titles, without runs that are too short to be any, and without the headings of a
    text that counts them."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        asks = line.kind == "sentence" and line.text[-1] in "?!"
        if (
            (asks or line.kind == "line")
            and not line.counted
            and line.text[-1] not in ".;,:"
            and any(map(str.isalpha, line.text))
        ):
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if any(line.words > 1 for line in group)]


def _first_of(group: Sequence[Line], before: Line | None) -> Line:
    """The title of a run of lines: the first, after the labels that a menu has left before it."""
    labels = 0
    while labels < len(group) and group[labels].words <= LABEL + (labels > 1):
        labels += 1
    if labels == 1 and not (before is not None and (before.kind in _ROWS or (before.kind in FRAME and group[0].names))):
        labels = 0  # one short line may be the title, and the next one its standfirst
    return group[labels] if labels < len(group) else group[-1] if len(group) > 2 else group[0]


def _score(
    lines: Sequence[Line], group: Sequence[Line], end: int, trails: frozenset[str], *, last: bool
) -> tuple[float, int]:
    chosen = _first_of(group, lines[group[0].at - 1] if group[0].at else None)
    behind = lines[group[-1].at + 1 : min(end, group[-1].at + _REACH)]
    unknown = [line for line in behind if line.kind not in FRAME or line.signed][:3]
    before = lines[chosen.at - 1] if chosen.at else None
    signed = any(line.signed for line in unknown)
    score = 2.0 if signed else 1.5 if last and len(unknown) < 3 else 0.0
    tools = bool(behind) and behind[0].kind in ("tool", "phrase", "menu") and not behind[0].signed
    if before is None:
        score += 1 if tools else 0.5
    elif before.kind in ("time", "phrase", "tool", "menu"):
        score += 0.5
    elif before.kind == "list":
        score -= 1
    score += tools
    listed = before is not None and before.kind == "list"
    length = group[-1].at - chosen.at + 1
    if (length >= _LIST and not signed) or (length > _LIST and listed):
        score -= 2
    short = chosen.words <= LABEL and not (before is None and tools)
    if short or chosen.words > HEADLINE or chosen.text[0].islower():
        score -= 1
    if chosen.text in trails:
        score += 2
    return score, chosen.at


def frame(lines: Sequence[Line]) -> dict[int, tuple[str, float]]:
    """What is furniture by its place: the index of each such block, with the rule that says so and its confidence."""
    found = stretch(lines)
    if found is None:
        return {}
    story, last = found
    if not any(line.kind in FRAME for line in lines[: _tail(lines)]):
        return {}  # an article with furniture behind it, which stands for itself
    shown = evidence(lines)
    title: int | None = None
    out: dict[int, tuple[str, float]] = {}
    if not any(line.kind == "given" for line in lines[:story]):
        title = headline(lines, story)
        if title:
            out = _before(lines, title, story, shown)
            shown += min(len(out), 2)
    if shown >= _PAGE:
        out |= _beside(lines, 0 if title is None else title + 1, story, last)
        out |= _behind(lines, last)
    return out


def datelines(lines: Sequence[Line]) -> set[int]:
    """The lines that say when the story was published, where a reader looks for it: between the title and the text."""
    found = stretch(lines)
    if found is None:
        return set()
    title = headline(lines, found[0])
    return set() if title is None else {line.at for line in lines[title + 1 : found[0]] if line.signed}


def _before(lines: Sequence[Line], title: int, story: int, shown: int) -> dict[int, tuple[str, float]]:
    """What stands before the title, when what stands before it is no text."""
    ahead = [line for line in lines[:title] if line.kind not in ("time", "byline")]
    said = sum(_SAID.get(line.kind, 0.0) or 0.5 * (line.kind == "line" and line.words <= LABEL) for line in ahead)
    said += 0.5 * any(line.kind == "time" for line in lines[:title])
    said += any(line.kind in ("tool", "phrase", "menu") for line in lines[title:story])
    signed = any(line.signed for line in lines[title + 1 : min(title + 4, story)])
    if said < 1 or (said < 2 and shown < _PAGE and not signed):
        return {}
    return {
        line.at: ("furniture before the title", 0.85) for line in ahead if line.words <= LONGEST or line.kind in FRAME
    }


def _beside(lines: Sequence[Line], start: int, story: int, last: int) -> dict[int, tuple[str, float]]:
    """What stands between the title and the end of the story: tools that stand together, lists of other stories."""
    out: dict[int, tuple[str, float]] = {}
    at = start
    while at <= last:
        line = lines[at]
        if line.kind not in FRAME:
            at += 1
            continue
        end = at + 1
        while end <= last and _listed(lines, end):
            end += 1
        enclosed = end < story and lines[end].kind in FRAME and not lines[end].signed
        if end <= last and lines[end].kind not in FRAME and lines[end - 1].words < CROSSHEAD:
            end = max(end - 1, at + 1)  # it may be the heading of what follows
        if line.kind == "list" and (end > at + 1 or (end <= last and lines[end].kind in FRAME)):
            out |= dict.fromkeys(range(at, end), ("furniture in a list of links", 0.75))
        elif enclosed and (end - at > _LIST or lines[at + 1].words <= LABEL):
            out |= dict.fromkeys(range(at + 1, end), ("furniture between furniture", 0.75))
        if line.kind in WEAK and ((at and lines[at - 1].kind in FRAME) or (at < last and lines[at + 1].kind in FRAME)):
            out.setdefault(at, ("furniture beside furniture", 0.8))
        at = end
    return out


def _listed(lines: Sequence[Line], at: int) -> bool:
    """Whether a line can be one of a list of headlines: a short sentence only if it asks, or stands alone."""
    line = lines[at]
    if line.kind != "sentence" or line.text[-1] == "?":
        return line.kind in ("line", "sentence")
    return lines[at - 1].kind in _APART and at + 1 < len(lines) and lines[at + 1].kind in _APART


def _behind(lines: Sequence[Line], last: int) -> dict[int, tuple[str, float]]:
    """What stands behind the story, from the first line of furniture on, but for prose among prose."""
    trusted = evidence(lines) >= _PAGE
    begun = next((line.at for line in lines[last + 1 :] if line.kind in FRAME), len(lines))
    out = {}
    for line in lines[begun:]:
        if line.kind == "given":
            continue
        if line.kind == "prose":
            near = [other.kind for other in lines[max(line.at - 1, begun) : line.at + 2] if other.at != line.at]
            over = lines[line.at - 1].kind
            if not trusted or line.words > LONGEST or "prose" in near or over in ("section", "tool"):
                continue  # it may be the text of what stands over it
        out[line.at] = ("furniture behind the story", 0.8)
    return out
