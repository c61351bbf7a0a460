"""Sessions brought in from elsewhere"""

import sqlalchemy as sa
from alembic import op

revision = '0013_brought_in'
down_revision = '0012_approval'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('brought_in',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('session_id', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('stream_id', sa.Text(), nullable=True),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_brought_in_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_brought_in'))
    )
    with op.batch_alter_table('brought_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_brought_in_session_id'), ['session_id'], unique=False)


def downgrade() -> None:
    op.drop_table('brought_in')
