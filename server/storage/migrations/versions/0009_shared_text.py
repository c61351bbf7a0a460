"""The shared text of the minutes"""

import sqlalchemy as sa
from alembic import op

revision = '0009_shared_text'
down_revision = '0008_remarks'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('shared_documents',
    sa.Column('session_id', sa.Text(), nullable=False),
    sa.Column('generation', sa.BigInteger(), nullable=False),
    sa.Column('head', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_shared_documents_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('session_id', name=op.f('pk_shared_documents'))
    )
    op.create_table('shared_updates',
    sa.Column('session_id', sa.Text(), nullable=False),
    sa.Column('number', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_shared_updates_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('session_id', 'number', name=op.f('pk_shared_updates'))
    )
    op.create_table('unsettled',
    sa.Column('session_id', sa.Text(), nullable=False),
    sa.Column('segment_id', sa.Text(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('since', sa.BigInteger(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['segment_id'], ['segments.id'], name=op.f('fk_unsettled_segment_id_segments'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_unsettled_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('session_id', 'segment_id', 'by', name=op.f('pk_unsettled'))
    )
    with op.batch_alter_table('unsettled', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_unsettled_at'), ['at'], unique=False)


def downgrade() -> None:
    op.drop_table('unsettled')
    op.drop_table('shared_updates')
    op.drop_table('shared_documents')
