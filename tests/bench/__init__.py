"""How fast Tell is, measured beside a floor, and what that may cost."""
