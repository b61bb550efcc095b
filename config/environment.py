"""What the environment says, read once and refused loudly where it makes no sense."""

import os
import re
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def flag(name):
    """True or False as the variable ``name`` says; absent or empty is False."""
    value = os.environ.get(name, "").strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value!r}: expected 1 or 0.")
    return value in TRUE


def words(name, default=""):
    """The comma-separated words of the variable ``name``."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def whole_number(name, default):
    """The whole number in the variable ``name``."""
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name}={value!r}: expected a whole number.")
    return int(value)


def kept_secret(path):
    """The secret in the file at ``path``; made and kept there, for its owner only, the first time it is asked for."""
    path = Path(path)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if secret := path.read_text().strip():
            return secret
        raise ImproperlyConfigured(f"{path} is empty: delete it, and a new key is made.") from None
    secret = secrets.token_urlsafe(60)
    with os.fdopen(handle, "w") as file:
        file.write(secret + "\n")
    return secret


SQLITE_OPTIONS = {
    # Writers queue up at BEGIN instead of failing half-way with "database is locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364;"
    ),
}


def _host(netloc):
    """The host as written (``urlsplit`` would fold the case of a socket's folder), without user and port."""
    host = unquote(netloc.rpartition("@")[2])
    return host if host.startswith("/") else re.sub(r":\d*$", "", host).strip("[]")


def database(url):
    """The Django settings for ``sqlite:///path`` or ``postgresql://user:password@host:port/name``."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        # Four slashes are an absolute path, three a path relative to the working folder.
        path = unquote(parts.path)[1:] or ":memory:"
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": SQLITE_OPTIONS}
    if parts.scheme in {"postgresql", "postgres"}:
        if not parts.path.strip("/"):
            raise ImproperlyConfigured("DATABASE_URL names no database: postgresql://user:password@host:port/NAME")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            # A host in %-escapes is the folder of a Unix socket.
            "HOST": _host(parts.netloc),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgresql://")
