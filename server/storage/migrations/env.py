"""Alembic's way in: the caller's connection and transaction, batch mode so that SQLite can alter tables."""

from alembic import context

from server.storage.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
