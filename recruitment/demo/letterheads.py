"""What the papers of an invented organisation are headed and signed with (DOMAIN: 399-QĐ/TW, 05-HD/VPTW)."""

from branches.kinds import CELLS, Setting


def letterhead(name, kind, setting, place, signer):
    """The fields of ``PlaceDetails``; an empty line above means the parent's name."""
    committee = name.replace("Đảng bộ", "Đảng ủy")
    if kind in CELLS:
        authority, symbol = "T/M CHI BỘ", "BC/CB"
    else:
        authority, symbol = "T/M BAN THƯỜNG VỤ" if setting == Setting.COMMUNE else "T/M ĐẢNG ỦY", "BC/ĐU"
    return {
        "committee_name": committee,
        "symbol": symbol,
        "place": place,
        "signing_authority": authority,
        "post": "BÍ THƯ",
        "signer": signer,
    }
