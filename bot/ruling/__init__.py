"""A server's rules on one page: what is in force and why, and the controls to change it (pure)."""
