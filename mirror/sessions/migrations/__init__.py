"""The steps from one schema of the session log to the next (Alembic)."""
