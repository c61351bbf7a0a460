"""Alembic's way in: one transaction, batch mode so that SQLite can alter tables."""

from alembic import context
from sqlalchemy import create_engine, pool

from server.storage.tables import Base

engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "", poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
