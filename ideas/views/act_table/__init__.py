"""Every verb's page: what it calls, its form, its words. Owns the words; whose verb it is stands in TRANSITIONS."""

from ideas.views.act_table.act import Act
from ideas.views.act_table.coordinators import OF_COORDINATORS
from ideas.views.act_table.deciders import OF_DECIDERS
from ideas.views.act_table.discussion import OF_THE_DISCUSSION
from ideas.views.act_table.experts import OF_EXPERTS
from ideas.views.act_table.submitters import OF_SUBMITTERS
from ideas.views.act_table.talks import OF_TALKS

__all__ = ["ACTS", "Act"]

ACTS: dict[str, Act] = {
    **OF_SUBMITTERS,
    **OF_THE_DISCUSSION,
    **OF_EXPERTS,
    **OF_COORDINATORS,
    **OF_DECIDERS,
    **OF_TALKS,
}
"""Every verb of people but handing in, which has a page of its own."""
