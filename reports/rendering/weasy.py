"""The child process that prints: HTML on standard input, PDF on standard output, one document after the other.

    python -I weasy.py MEGABYTES SECONDS NAME=PATH…

Imports only the standard library, WeasyPrint and (for long documents) pypdf, so that it starts fast and knows nothing. It
limits its own memory, and the processor's time of every document, and serves the documents the files named on the command
line and nothing else: no file, no address.

In:  the number of parts, then the length and the bytes (UTF-8) of each part; the pages of all parts are one document.
Out: the length and the bytes of the PDF. Numbers are of 4 bytes, big-endian.
Exit codes: 0 at the end of what came in, 3 WeasyPrint or Pango is missing, anything else: the last document failed.
"""

import gc
import os
import struct
import sys
import tempfile
import time
from pathlib import Path

BEHIND_PAGES = 5
"""By so much its priority is lower: on a busy machine who waits for a page goes first."""
BASE = "https://paper.invalid/"
"""Where relative names in the document seem to lie; nothing is ever fetched from there."""
MISSING = 3
TYPES = {".css": "text/css", ".ttf": "font/ttf"}
FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system", "os.exec")
NUMBER = struct.Struct(">I")
BETWEEN_COLLECTIONS = 8
"""So many documents are printed before their remains are gathered up; it takes a tenth of a second."""
RUNNING_ON = (
    "<style>@page :first {{ counter-reset: page {page}; @top-center {{ content: counter(page) }} }}</style></head>"
)


def main(megabytes, seconds, *files):
    limit(int(megabytes))
    try:
        import weasyprint  # noqa: F401  its absence, or Pango's, is an answer of its own
    except (ImportError, OSError) as error:
        print(error, file=sys.stderr)
        return MISSING
    paths = dict(name.split("=", 1) for name in files)
    fetcher = own_files(paths)
    sys.addaudithook(guard([*paths.values()]))
    gc.disable()  # collecting while a document is laid out doubles its time; between documents it is done by hand
    gc.freeze()
    serve(sys.stdin.buffer, sys.stdout.buffer, fetcher, int(seconds))
    return 0


def serve(source, target, fetcher, seconds):
    """Print what comes until nothing comes any more."""
    served = 0
    while head := source.read(NUMBER.size):
        parts = (source.read(NUMBER.unpack(source.read(NUMBER.size))[0]) for _ in range(*NUMBER.unpack(head)))
        content = printed(parts, fetcher, seconds)
        target.write(NUMBER.pack(len(content)) + content)
        target.flush()
        served += 1
        if served % BETWEEN_COLLECTIONS == 0:
            gc.collect()


def printed(parts, fetcher, seconds):
    """The pages of all ``parts`` as one PDF/A-2u; every letter can be read out again, nothing lies outside."""
    made, pages = [], 0
    for part in parts:
        allow(seconds)
        text = part.decode("utf-8")
        if pages:
            text = text.replace("</head>", RUNNING_ON.format(page=pages + 1), 1)
        content, more = one(text, fetcher)
        made.append(content)
        pages += more
        if len(made) > 1:
            gc.collect()
    return made[0] if len(made) == 1 else joined(made)


def one(text, fetcher):
    """(the PDF, how many pages it has); what the layout took is free again afterwards."""
    import weasyprint

    document = weasyprint.HTML(string=text, base_url=BASE, url_fetcher=fetcher)
    laid_out = document.render(presentational_hints=True)  # widths of columns
    return laid_out.write_pdf(pdf_variant="pdf/a-2u"), len(laid_out.pages)


def joined(parts):
    """The parts as one PDF with the first one's metadata, colours and identifier: equal parts give equal bytes."""
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    parts = [BytesIO(part) for part in parts]
    writer = PdfWriter(clone_from=parts[0])
    for part in parts[1:]:
        writer.append(PdfReader(part), import_outline=True)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def limit(megabytes):
    """Memory of this process, and its turn after those who answer pages; where the system knows no such limits, the
    parent's clock remains.
    """
    try:
        import resource  # not on Windows

        os.nice(BEHIND_PAGES)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    except (ImportError, ValueError, OSError) as error:
        print(f"no limits: {error}", file=sys.stderr)


def allow(seconds):
    """So many more seconds of the processor from now on; then the system ends this process."""
    try:
        import resource

        most = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + seconds + 1, most))
    except (ImportError, ValueError, OSError) as error:
        print(f"no limits: {error}", file=sys.stderr)


def own_files(paths):
    """A fetcher of WeasyPrint's that knows only ``paths``: file by name."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        def fetch(self, url, headers=None):
            name = url.removeprefix(BASE)
            if name not in paths:
                raise ValueError(f"not ours: {url[:200]}")
            path = Path(paths[name])
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})

    return OwnFiles()


def guard(own):
    """No document has any business beyond this process, should the fetcher ever be walked around.

    What can be opened: the code of Python and of the libraries, our fonts and styles, the fonts' temporary copies.
    """
    fonts = os.path.join(tempfile.gettempdir(), "weasyprint-")
    code = tuple(os.path.join(place, "") for place in {sys.prefix, sys.base_prefix, *sys.path} if place)
    known = {os.path.abspath(path) for path in own}

    def refuse(event, arguments):
        if event in FORBIDDEN:
            raise PermissionError(event)
        if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            path = os.path.abspath(os.fsdecode(arguments[0]))
            if path not in known and not path.startswith((*code, fonts)):
                raise PermissionError(f"open {path}")

    return refuse


def leave(code):
    """End at once: taking Pango's objects down, in whatever order, is the one thing left that could crash."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main(*sys.argv[1:]))
