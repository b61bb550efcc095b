def heading(branch):
    """The head of a paper, as the organisation is called today."""
    above = branch.parent.name if branch.parent_id else ""
    return {
        "line_above": (branch.line_above or above).upper(),
        "committee": (branch.committee_name or branch.name).upper(),
    }
