"""Remarks handed in beforehand"""

import sqlalchemy as sa
from alembic import op

revision = '0008_remarks'
down_revision = '0007_interpreters'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('remarks',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('rev', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('session_id', sa.Text(), nullable=False),
    sa.Column('delegation', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('withdrawn_by', sa.Text(), nullable=True),
    sa.Column('withdrawn_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_remarks_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', 'rev', name=op.f('pk_remarks'))
    )
    with op.batch_alter_table('remarks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_remarks_session_id'), ['session_id'], unique=False)
    op.create_table('remarks_translations',
    sa.Column('remarks_id', sa.Text(), nullable=False),
    sa.Column('rev', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('session_id', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['remarks_id', 'rev'], ['remarks.id', 'remarks.rev'], name=op.f('fk_remarks_translations_remarks_id_remarks'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_remarks_translations_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('remarks_id', 'rev', 'language', name=op.f('pk_remarks_translations'))
    )
    with op.batch_alter_table('remarks_translations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_remarks_translations_session_id'), ['session_id'], unique=False)


def downgrade() -> None:
    op.drop_table('remarks_translations')
    op.drop_table('remarks')
