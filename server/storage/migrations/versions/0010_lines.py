"""Lines that were split, merged, checked, or got another speaker"""

import sqlalchemy as sa
from alembic import op

revision = '0010_lines'
down_revision = '0009_shared_text'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('segments', schema=None) as batch_op:
        batch_op.add_column(sa.Column('replaced_by', sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column('replaces', sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table('versions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('speaker', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('delegation', sa.Text(), nullable=True))
    with op.batch_alter_table('paragraphs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('seen_at', sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column('seen_by', sa.Text(), nullable=True))
    op.create_table('checks',
    sa.Column('segment_id', sa.Text(), nullable=False),
    sa.Column('word', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('session_id', sa.Text(), nullable=False),
    sa.Column('rev', sa.BigInteger(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['segment_id'], ['segments.id'], name=op.f('fk_checks_segment_id_segments'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_checks_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('segment_id', 'word', name=op.f('pk_checks'))
    )
    with op.batch_alter_table('checks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_checks_session_id'), ['session_id'], unique=False)


def downgrade() -> None:
    op.drop_table('checks')
    with op.batch_alter_table('paragraphs', schema=None) as batch_op:
        batch_op.drop_column('seen_by')
        batch_op.drop_column('seen_at')
    with op.batch_alter_table('versions', schema=None) as batch_op:
        batch_op.drop_column('delegation')
        batch_op.drop_column('speaker')
    with op.batch_alter_table('segments', schema=None) as batch_op:
        batch_op.drop_column('replaces')
        batch_op.drop_column('replaced_by')
