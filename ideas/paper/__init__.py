"""A PDF of what a page says: tagged, with title and language, readable aloud (PDF/UA-1).

Owns how content becomes paper; what it says comes from the caller, as data and never as markup. The template lies
beside this module, and nothing outside its folder is opened: fonts are those that come with typst.
"""

from ideas.paper.setting import NoPaper, pdf_of

__all__ = ["NoPaper", "pdf_of"]
