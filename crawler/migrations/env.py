"""Run by Alembic: applies the steps on the connection that `crawler.kept.schema` hands over."""

from alembic import context

from crawler.kept.tables import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
