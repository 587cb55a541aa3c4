"""What Alembic runs: the migrations, on the connection (and in the transaction) that `mirror.sessions.database` hands over.

By hand, from a checkout: `alembic` is not needed; opening the log migrates it. To write a new step, add a file in versions/
and move HEAD in schema.py; a test holds the migrated tables against schema.py.
"""

from __future__ import annotations

from alembic import context

from mirror.sessions.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
