"""The accounts that every demo has. Their password is no secret, and nothing but invented people lies behind it."""

from branches.models import Access
from config.clock import is_demo

PASSWORD = "demo-2024-ia-hdrai"


def demo_accounts(usernames):
    """(account name, password, role, branch) of the demo's accounts, in the order of ``usernames``; none elsewhere."""
    if not is_demo():
        return []
    rows = Access.objects.filter(user__username__in=usernames).select_related("user", "branch")
    found = {row.user.username: row for row in rows}
    return [
        (name, PASSWORD, row.get_role_display(), row.branch.name)
        for name in usernames
        if (row := found.get(name)) is not None
    ]
