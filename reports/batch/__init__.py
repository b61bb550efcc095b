"""Every branch's report of one month in one go: which numbers, which files, who makes them. Begin at ``issue_reports``."""
