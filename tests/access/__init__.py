"""Nobody sees what is not theirs: who gets which page, which words, and what a GET may do."""
