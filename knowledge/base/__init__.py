"""Facts, topics, sources and names as they are kept: rows, revisions, files."""
