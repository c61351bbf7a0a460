"""When an interpreter began to say a line"""

import sqlalchemy as sa
from alembic import op

revision = '0014_voices'
down_revision = '0013_brought_in'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('interpreter_lines') as batch:
        batch.add_column(sa.Column('began_ms', sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('interpreter_lines') as batch:
        batch.drop_column('began_ms')
