"""The tree as somebody wants it: what is said of branches, applied in memory and checked before anything is written.

plans      what somebody says of a branch, and all that is known of it
applying   what is said becomes part of what is known
checking   whether the whole can be
paths      who is above whom, from which day on
"""

from .applying import Forest
from .checking import check
from .paths import Loop, segments
from .plans import Draft

__all__ = ["Draft", "Forest", "Loop", "check", "segments"]
