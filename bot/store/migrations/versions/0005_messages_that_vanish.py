"""After how many hours messages with details vanish from a coordinator's private chat."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("coordinator", sa.Column("vanish_hours", sa.BigInteger(), nullable=True))
