"""Amendments, revisions and events of a statement"""

import sqlalchemy as sa
from alembic import op

revision = '0016_amendments'
down_revision = '0015_sources'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('statement_events',
    sa.Column('statement_id', sa.Text(), nullable=False),
    sa.Column('seq', sa.BigInteger(), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('item', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['statement_id'], ['statements.id'], name=op.f('fk_statement_events_statement_id_statements'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('statement_id', 'seq', name=op.f('pk_statement_events'))
    )


def downgrade() -> None:
    op.drop_table('statement_events')
