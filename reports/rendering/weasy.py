"""The child process that prints: HTML on standard input, PDF on standard output.

    python -I weasy.py MEGABYTES SECONDS NAME=PATH…

Imports only the standard library and WeasyPrint, so that it starts fast and knows nothing. It limits its own memory
and time, and serves the document the files named on the command line and nothing else: no file, no address.
Exit codes: 0 printed, 3 WeasyPrint or Pango is missing, anything else failed.
"""

import gc
import os
import sys
from pathlib import Path

BASE = "https://paper.invalid/"
"""Where relative names in the document seem to lie; nothing is ever fetched from there."""
MISSING = 3
TYPES = {".css": "text/css", ".ttf": "font/ttf"}
FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system", "os.exec")


def main(megabytes, seconds, *files):
    limit(int(megabytes), int(seconds))
    try:
        import weasyprint  # its absence, or Pango's, is an answer of its own
    except (ImportError, OSError) as error:
        print(error, file=sys.stderr)
        return MISSING
    sys.addaudithook(refuse)
    gc.disable()  # the process lives for one document: collecting only costs time
    text = sys.stdin.buffer.read().decode("utf-8")
    fetcher = own_files(dict(name.split("=", 1) for name in files))
    document = weasyprint.HTML(string=text, base_url=BASE, url_fetcher=fetcher)
    sys.stdout.buffer.write(document.write_pdf(presentational_hints=True))  # widths of columns
    return 0


def limit(megabytes, seconds):
    """Memory and processor time of this process; where the system knows no such limits, the parent's clock remains."""
    try:
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
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


def refuse(event, _arguments):
    """No document has any business beyond this process, should the fetcher ever be walked around."""
    if event in FORBIDDEN:
        raise PermissionError(event)


def leave(code):
    """End at once: taking Pango's objects down, in whatever order, is the one thing left that could crash."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main(*sys.argv[1:]))
