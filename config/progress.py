"""A bar on a terminal's error stream, so that nobody thinks a long command has died."""

WIDTH = 30


class Bar:
    """``with Bar(total, command.stderr, "importing") as bar: bar.advance(1)``. Silent where the stream is no terminal."""

    def __init__(self, total, stream, label):
        self.label = label
        self.total, self.done, self.drawn = max(total, 1), 0, None
        self.stream = stream if stream.isatty() else None

    def __enter__(self):
        return self

    def advance(self, rows):
        self.done += rows
        filled = min(WIDTH * self.done // self.total, WIDTH)
        if self.stream and filled != self.drawn:
            self.drawn = filled
            self._draw("#" * filled + "." * (WIDTH - filled))

    def _draw(self, bar):
        self._write(f"\r[{bar}] {self.label}")

    def __exit__(self, *failure):
        if self.stream and self.drawn is not None:
            self._write("\r" + " " * (WIDTH + 40) + "\r")

    def _write(self, text):
        self.stream.write(text, style_func=str, ending="")  # not in the red of errors
        self.stream.flush()
