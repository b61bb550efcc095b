"""Days on which the package ``holidays`` is wrong, each with the notice that says so. Checked with every new version."""

from datetime import date

CORRECTIONS = {
    date(2026, 1, 2): ("hoán đổi với 10/01/2026", True, "Công văn 12729/VPCP-KGVX ngày 25/12/2025"),
}
"""{day: (name, whether it is off, the notice)}. For 2020 to 2025 there is none: package and notices agree on every day."""
