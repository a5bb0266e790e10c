"""Pages of the idea office: Scheme, a module a noun, and the figures. Fetch, call one verb, show."""
