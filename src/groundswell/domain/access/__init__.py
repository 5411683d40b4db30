"""Who may see what, and why: one decision, pure, asked by every selector, service and page."""
