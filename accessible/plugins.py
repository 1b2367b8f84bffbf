"""What somebody else has written for us: found among what is installed, loaded when asked for, and checked.

A distribution offers an attributor as an entry point of the group `accessible.attributors`: a function that takes a
Document with its quotations found and gives it back with their speakers. So a model can take the place of our sieves
without being a dependency of anybody who does not want it. What it may do is narrow, and is held: a plug-in that
changes a letter of the text would break what every later step relies on.

An engine is an entry point of the group `accessible.engines`: a class as `accessible.narrator.Engine` describes. It is
only found here; the narrator makes it, in its worker processes too, and holds it to its contract.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec
from msgspec import Struct

from accessible.errors import AccessibleError, UsageError, VoiceError, nearest
from accessible.model.blocks import Attribution, Quote
from accessible.model.document import Document, Speaker

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

#: Gives the speakers of a document's quotations: the same document, but for `Quote.speaker` and `Document.speakers`.
Attributor: TypeAlias = Callable[[Document], Document]

#: The groups of entry points that attributors and engines are offered in.
GROUP = "accessible.attributors"
ENGINES = "accessible.engines"
#: The name that stands for no attributor: nobody is looked for.
NONE = "none"


def attributors() -> dict[str, str]:
    """What is installed: the names of attributors, each with the distribution that offers it ("acme-speakers 1.2")."""
    return _installed(GROUP)


def engines() -> dict[str, str]:
    """What is installed: the names of engines, each with the distribution that offers it ("acme-voices 2.0")."""
    return _installed(ENGINES)


def engine(name: str, *, own: Collection[str]) -> str:
    """What `accessible.narrator.open_engine` finds the engine of that name by: the ``module:attribute`` of its entry
    point. A name in ``own``, the engines that come along, is its own answer, and so is a ``module:attribute``.

    Nothing is imported. Raises `VoiceError` when there is none of that name, or when two distributions offer it.
    """
    if name in own or ":" in name:
        return name
    found = _offered(ENGINES, name)
    if not found:
        known = (*own, *sorted(set(engines()).difference(own)))
        hint = f"{nearest(name, known)}the engines are: {', '.join(known)}"
        raise VoiceError(f"there is no engine called {name}", where="--engine", hint=hint)
    if len(found) > 1:
        what = f"there are {len(found)} engines called {name}"
        raise VoiceError(what, where="--engine", hint=_uninstall(found))
    return found[0].value.partition("[")[0].strip()


def _installed(group: str) -> dict[str, str]:
    from importlib.metadata import entry_points

    return {
        point.name: f"{point.dist.name} {point.dist.version}" if point.dist else ""
        for point in entry_points(group=group)
    }


def _offered(group: str, name: str) -> tuple[EntryPoint, ...]:
    from importlib.metadata import entry_points

    return tuple(entry_points(group=group, name=name))


def _uninstall(found: tuple[EntryPoint, ...]) -> str:
    return f"uninstall one of {' and '.join(sorted(point.dist.name if point.dist else point.value for point in found))}"


def attributor(name: str) -> Attributor:
    """The attributor of that name, wrapped so that what it gives is checked; for "none" one that finds nobody.

    Only this one is imported. Raises `UsageError` when there is none of that name, when two distributions offer it, or
    when it cannot be imported or is no function. The attributor raises `AccessibleError` when the plug-in fails, or
    when it gives anything but the same document with other speakers.
    """
    if name == NONE:
        return lambda document: document
    found = _offered(GROUP, name)
    if not found:
        known = ", ".join(sorted(attributors())) or "nothing"
        hint = f"installed is {known}; without one our own rules are used, and with {NONE!r} nobody is looked for"
        raise UsageError(f"there is no attributor called {name!r}", where="--attributor", hint=hint)
    if len(found) > 1:
        what = f"there are {len(found)} attributors called {name!r}"
        raise UsageError(what, where="--attributor", hint=_uninstall(found))
    subject, where = f"the attributor {name}", found[0].value
    try:
        plugin = found[0].load()
    except Exception as error:  # whatever a module of somebody else does when it is imported
        what = f"{subject} cannot be loaded: {type(error).__name__}: {error}"
        raise UsageError(
            what, where=where, hint="install it again with all that it needs, or choose another"
        ) from error
    if not callable(plugin):
        raise UsageError(f"{subject} is no function", where=where, hint="tell those who made it; choose another")

    def checked(document: Document) -> Document:
        hint = f"tell those who made it; choose another, or {NONE!r}"
        try:
            answered = plugin(document)
        except AccessibleError:
            raise
        except Exception as error:
            what = f"{subject} failed: {type(error).__name__}: {error}"
            raise AccessibleError(what, where=where, hint=hint) from error
        if fault := _fault(document, answered):
            raise AccessibleError(f"{subject} {fault}", where=where, hint=hint)
        attributed: Document = answered
        return attributed

    return checked


def _fault(before: Document, after: Any) -> str:
    """What an attributor did wrong; "" when nothing."""
    if not isinstance(after, Document):
        return f"gave no document, but a value of the type {type(after).__name__}"
    quotes: list[Quote] = []
    if not _same(before, after, quotes):
        return "changed more of the document than speakers"
    given: Any = after.speakers
    if not isinstance(given, tuple):
        return "gave no tuple of speakers"
    try:
        speakers = msgspec.convert(msgspec.to_builtins(given), tuple[Speaker, ...])
        for quote in quotes:
            msgspec.convert(msgspec.to_builtins(quote.speaker), Attribution | None)
    except (msgspec.ValidationError, TypeError) as error:
        return f"gave a speaker that is none: {error}"
    names = {speaker.name for speaker in speakers}
    if len(names) < len(speakers) or "" in names:
        return "gave two speakers of one name, or one without a name"
    for quote in quotes:
        if quote.speaker is not None and quote.speaker.name not in names:
            return f"gave a quotation to {quote.speaker.name!r}, who is not among the document's speakers"
        if quote.speaker is not None and not 0 <= quote.speaker.evidence.confidence <= 1:
            return f"gave a confidence of {quote.speaker.evidence.confidence}, which is not from 0 to 1"
        if quote.speaker is not None and (span := quote.speaker.span) is not None:
            mention = quote.speaker.mention
            if before.text[span.start : span.end].split() != mention.split():
                return f"gave a span for {mention!r} at which the text has other words"
    return ""


def _same(before: Any, after: Any, quotes: list[Quote]) -> bool:
    """Whether two states are the same but for their speakers; quotations go to ``quotes`` on the way.

    What was not touched is the same object, so this costs no more than a walk over the document.
    """
    if type(before) is not type(after):
        return False
    if isinstance(before, Struct):
        if isinstance(after, Quote):
            quotes.append(after)
        elif before is after and not isinstance(before, Document):
            return True
        return all(
            _same(getattr(before, name), getattr(after, name), quotes)
            for name in before.__struct_fields__
            if not (isinstance(before, Quote) and name == "speaker")
            and not (isinstance(before, Document) and name == "speakers")
        )
    if isinstance(before, tuple):
        return before is after or (
            len(before) == len(after)
            and all(_same(former, latter, quotes) for former, latter in zip(before, after, strict=True))
        )
    return bool(before == after)
