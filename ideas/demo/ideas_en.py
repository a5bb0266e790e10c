"""All English ideas in one list, theme by theme. Owns no words of its own."""

from ideas.demo import (
    Idea,
    ideas_en_processes_1,
    ideas_en_processes_2,
    ideas_en_products_1,
    ideas_en_products_2,
    ideas_en_workplace_1,
    ideas_en_workplace_2,
)

IDEAS: list[Idea] = [
    *ideas_en_workplace_1.IDEAS,
    *ideas_en_workplace_2.IDEAS,
    *ideas_en_processes_1.IDEAS,
    *ideas_en_processes_2.IDEAS,
    *ideas_en_products_1.IDEAS,
    *ideas_en_products_2.IDEAS,
]
