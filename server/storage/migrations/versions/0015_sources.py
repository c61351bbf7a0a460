"""Where a statement comes from"""

import sqlalchemy as sa
from alembic import op

revision = '0015_sources'
down_revision = '0014_voices'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('statements') as batch:
        batch.add_column(sa.Column('themes', sa.JSON(), nullable=True))
        batch.add_column(sa.Column('stance_table', sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('statements') as batch:
        batch.drop_column('stance_table')
        batch.drop_column('themes')
