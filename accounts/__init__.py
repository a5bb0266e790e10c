"""People: who they are, where they belong, how they sign in. Knows nothing of ideas but their notices' count."""
