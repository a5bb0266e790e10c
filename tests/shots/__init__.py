"""Pictures of the tool from a running demo: twelve pages in every form to be looked at, a few for the documents."""
