"""Interpreters"""

import sqlalchemy as sa
from alembic import op

revision = '0007_interpreters'
down_revision = '0006_memory'
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('holdings',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('session_id', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('holder', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('started_at', sa.BigInteger(), nullable=False),
    sa.Column('seen_at', sa.BigInteger(), nullable=False),
    sa.Column('ended_at', sa.BigInteger(), nullable=True),
    sa.Column('ended_by', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_holdings_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_holdings'))
    )
    with op.batch_alter_table('holdings', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_holdings_session_id'), ['session_id'], unique=False)
    op.create_table('interpreter_lines',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('holding_id', sa.BigInteger(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('segments', sa.JSON(), nullable=False),
    sa.Column('replaces', sa.BigInteger(), nullable=True),
    sa.Column('key', sa.Text(), nullable=True),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['holding_id'], ['holdings.id'], name=op.f('fk_interpreter_lines_holding_id_holdings'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interpreter_lines'))
    )
    with op.batch_alter_table('interpreter_lines', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_interpreter_lines_holding_id'), ['holding_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_interpreter_lines_key'), ['key'], unique=False)


def downgrade() -> None:
    op.drop_table('interpreter_lines')
    op.drop_table('holdings')
