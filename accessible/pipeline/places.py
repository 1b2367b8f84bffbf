"""What is done around builds: where the book of a source goes, what a build that was killed has left there, how large
the cache may get, what can be made ready before the first. Nothing is built here."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from accessible.config import Config, size_of
from accessible.errors import AccessibleError, OutputError
from accessible.model.source import STDIN, Named, is_address
from accessible.output import workplace, workshop, workshops

_TEXT = b"A title\n\nNobody knew why the bell had rung. The ferry went out at noon, and it was not seen again.\n"


def folder_of(name: Named, *, config: Config) -> Path | None:
    """The folder that a file is built into, when no outputs are named; None where its title decides."""
    from accessible.renderers import slug

    if is_address(name) or name == STDIN:
        return None
    return Path(config.output_dir) / slug(Path(name).stem)


def abandon(folder: Path) -> None:
    """Take away the workshop of a build of ``folder`` that was killed; nothing else, and not that of one that works."""
    if workplace(folder).exists():
        with suppress(OutputError), workshop(folder):
            pass


def abandon_all(output: Path) -> None:
    """The same for every folder that is built in an output folder."""
    for folder in workshops(output):
        abandon(folder)


def keep_cache(config: Config) -> None:
    """Keep the cache below the limit of the options, if they have one."""
    from accessible.narrator import cache_folder
    from accessible.narrator.room import prune

    if most := size_of(config.cache_limit):
        prune(cache_folder(), most)


def get_ready(*, languages: bool) -> None:
    """Import what every build needs and read the lists that it looks into, so that processes forked from this one need
    not; and, for sources that do not state their language, what guesses it, which takes half a second and 76 MB.
    Starts no thread."""
    import accessible.audio
    import accessible.checkers.overlays
    import accessible.narrator.engines
    import accessible.narrator.performer
    import accessible.pipeline.building
    import accessible.readers.docx
    import accessible.readers.epub
    import accessible.readers.markdown
    import accessible.renderers.epub
    import accessible.renderers.xhtml  # noqa: F401
    from accessible.narrator import compose, load_cast, load_lexicon
    from accessible.pipeline.revision import revision
    from accessible.readers import as_source, read
    from accessible.structurer import structure
    from accessible.structurer.language import detect

    revision()
    if languages:
        # NumPy comes with a library that would start threads. Documents are what is done at the same time here.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        with suppress(AccessibleError):
            detect("Ja.")  # too little to tell without the model
    draft = read(as_source("text", _TEXT))
    document = structure(replace(draft, metadata=replace(draft.metadata, language="en")))
    with suppress(AccessibleError):  # a cast with a mistake: whoever builds with it is told
        compose(document, cast=load_cast(""), engine="tone", lexicon=load_lexicon(()))
