"""Everything that people may do to ideas, in any order: the invariants hold after every step."""
