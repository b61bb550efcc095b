"""What stands on papers that name people: texts only, in Vietnamese, for the templates of ``reports/paper``."""
