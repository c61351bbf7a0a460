"""Parties, silence and explanations"""

import sqlalchemy as sa
from alembic import op

revision = '0017_parties'
down_revision = '0016_amendments'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('delegations') as batch:
        batch.add_column(sa.Column('time_zone', sa.Text(), nullable=False, server_default='UTC'))
    with op.batch_alter_table('statements') as batch:
        batch.add_column(sa.Column('observers', sa.JSON(), nullable=False, server_default='[]'))
        batch.add_column(sa.Column('visibility', sa.Text(), nullable=False, server_default='table'))
        batch.add_column(sa.Column('derived_from', sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('statements') as batch:
        batch.drop_column('derived_from')
        batch.drop_column('visibility')
        batch.drop_column('observers')
    with op.batch_alter_table('delegations') as batch:
        batch.drop_column('time_zone')
