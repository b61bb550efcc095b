"""What is let in: a file's size, its first bytes, and the directory of a workbook's parts."""

import zipfile

from django.utils.translation import gettext as _

from config import upload_limit

from .raw import Unreadable

MAX_SIZE = upload_limit.MOST
"""Bytes of a file, uploaded or named to the command."""
MAX_PARTS = 5_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 400
MAX_SHEETS = 100
MAX_PART = {
    "xl/workbook.xml": 2 << 20,
    "xl/_rels/workbook.xml.rels": 1 << 20,
    "xl/styles.xml": 30 << 20,
    "xl/sharedstrings.xml": 40 << 20,
}
"""Unpacked bytes of the parts that the reader of workbooks lays out in memory whole."""

EXCEL, TEXT = "excel", "text"

_PACKED = b"PK"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_DIRECTORY_ENTRY = b"PK\x01\x02"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = (b"%PDF", b"<", b"{\\rtf")
_NEVER_TYPED = bytes([*range(9), *range(14, 32)])
_HEAD = 4096
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def let_in(path, name):
    """What the file at ``path`` is by its content, ``EXCEL`` or ``TEXT``; ``name`` is what sentences call it.

    Raises Unreadable. At most ``MAX_SIZE`` bytes are read, for what is larger none.
    """
    head = _head(path, name)
    if head.startswith(_OLD_EXCEL):
        raise Unreadable(_of_an_old_kind(path, name))
    if head.startswith(_PACKED):
        return EXCEL
    if not head.startswith(_UTF_16) and (_looks_like(head, _MARKUP) or head.translate(None, _NEVER_TYPED) != head):
        raise Unreadable(no_workbook(name))
    return TEXT


def _head(path, name):
    if path.is_dir():
        raise Unreadable(_("%(file)s is a folder, not a workbook.") % {"file": name})
    try:
        if path.stat().st_size > MAX_SIZE:
            raise Unreadable(too_large(name))
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        raise Unreadable(_("There is no file %(file)s.") % {"file": name})
    except OSError as error:
        raise Unreadable(_("%(file)s cannot be read: %(reason)s") % {"file": name, "reason": error.strerror})
    if not head:
        raise Unreadable(_("%(file)s is empty: save it again, then choose it once more.") % {"file": name})
    return head


def _looks_like(head, beginnings):
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(beginnings)


def _of_an_old_kind(path, name):
    """Excel puts a workbook with a password into the container of its old files."""
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        return _with_password(name)
    return _("%(file)s is of an old kind (.xls): save it in Excel as .xlsx, then import again.") % {"file": name}


def no_workbook(name):
    text = _(
        "%(file)s is no Excel workbook (.xlsx) and no CSV file. Open it in Excel or LibreOffice and save it as .xlsx."
    )
    return text % {"file": name}


def too_large(name):
    text = _("%(file)s is larger than %(most)s MB: split it, or delete pictures and sheets that are not needed.")
    return text % {"file": name, "most": MAX_SIZE >> 20}


def damaged():
    return _("The file is damaged: open it in Excel and save it again as .xlsx.")


def declares():
    return _("The file declares a document type, which no workbook needs: open it in Excel and save it again as .xlsx.")


def _with_password(name):
    return _("%(file)s is protected with a password: remove it in Excel, then import again.") % {"file": name}


# --- Workbooks


def refuse_too_many_parts(path):
    """Before the directory is laid out in memory: each of its entries begins with the same four bytes."""
    if path.read_bytes().count(_DIRECTORY_ENTRY) > MAX_PARTS:
        raise Unreadable(damaged())


def refuse_by_directory(parts, name):
    """``parts``: the ZipInfo of all. What they claim of their sizes is checked when they are unpacked. Raises Unreadable.

    Of two parts with one name, one would be looked through and the other read; other packings than Excel's cannot be
    unpacked piece by piece.
    """
    names = [part.filename.lower() for part in parts]
    if "xl/workbook.xml" not in names:
        raise Unreadable(no_workbook(name))
    if name.lower().endswith((".xlsm", ".xltm")) or any(one.endswith("vbaproject.bin") for one in names):
        raise Unreadable(_("%(file)s holds macros: save it in Excel as .xlsx without macros.") % {"file": name})
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(_with_password(name))
    if sum(one.startswith("xl/worksheets/") and one.endswith(".xml") for one in names) > MAX_SHEETS:
        raise Unreadable(too_many_sheets())
    if len(set(names)) < len(names) or any(part.compress_type not in _PACKINGS for part in parts):
        raise Unreadable(damaged())
    _refuse_growth(parts)


def _refuse_growth(parts):
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    is_bomb = unpacked > MAX_UNPACKED // 10 and unpacked / packed > MAX_RATIO
    too_long = any(part.file_size > MAX_PART.get(part.filename.lower(), MAX_UNPACKED) for part in parts)
    if unpacked > MAX_UNPACKED or is_bomb or too_long:
        text = _(
            "The workbook would grow to %(size)s MB when unpacked; delete its empty rows and columns, or split it."
        )
        raise Unreadable(text % {"size": unpacked >> 20})


def too_many_sheets():
    return _("The workbook has more than %(most)s sheets: delete those that are not needed.") % {"most": MAX_SHEETS}


def whole(parts, part, size=1 << 20):
    """The bytes of a part in pieces of ``size``; raises BadZipFile where there are more or fewer than the directory says."""
    claimed, read = part.file_size, 0
    part.file_size = MAX_UNPACKED + 1  # or reading stops where the directory wants it to, whatever follows
    try:
        with parts.open(part) as file:
            while piece := file.read(size):
                read += len(piece)
                if read > claimed:
                    break
                yield piece
    finally:
        part.file_size = claimed
    if read != claimed:
        raise zipfile.BadZipFile(part.filename)
