"""All German ideas in one list, theme by theme. Owns no words of its own."""

from ideas.demo import (
    Idea,
    ideas_de_processes_1,
    ideas_de_processes_2,
    ideas_de_processes_3,
    ideas_de_products_1,
    ideas_de_products_2,
    ideas_de_services_1,
    ideas_de_services_2,
    ideas_de_workplace_1,
    ideas_de_workplace_2,
    ideas_de_workplace_3,
)

IDEAS: list[Idea] = [
    *ideas_de_workplace_1.IDEAS,
    *ideas_de_workplace_2.IDEAS,
    *ideas_de_workplace_3.IDEAS,
    *ideas_de_processes_1.IDEAS,
    *ideas_de_processes_2.IDEAS,
    *ideas_de_processes_3.IDEAS,
    *ideas_de_products_1.IDEAS,
    *ideas_de_products_2.IDEAS,
    *ideas_de_services_1.IDEAS,
    *ideas_de_services_2.IDEAS,
]
