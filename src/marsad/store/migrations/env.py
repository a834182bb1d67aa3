"""What Alembic runs: the migrations, in the connection that `marsad.store.database` hands over."""

from alembic import context

from marsad.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
