"""Run by Alembic: the connection comes from `bot.store.migrate`, which also begins and commits."""

from typing import Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from bot.store.columns import Instant
from bot.store.tables import Base


def render_item(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Write the database's own types into a step, not ours: a step must not change when our code does."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String({item.length})"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    # SQLite changes a column by writing the table anew.
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=render_item,
)
context.run_migrations()
