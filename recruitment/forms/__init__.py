"""What people type: every choice is narrowed to what its user may do."""
