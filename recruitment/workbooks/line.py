"""A row of a sheet as the list of its cells: what stands where."""


def at(cells, place):
    return cells[place] if place < len(cells) else None


def put(cells, place, value):
    cells += [None] * (place + 1 - len(cells))
    cells[place] = value


def texts(cells):
    """The cells that are texts with a letter in them."""
    return [cell for cell in cells if is_text(cell)]


def is_text(cell):
    return isinstance(cell, str) and any(map(str.isalpha, cell))


def how_many(cells):
    return sum(cell is not None for cell in cells)
