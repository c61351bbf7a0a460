"""Signatures and publication"""

import sqlalchemy as sa
from alembic import op

revision = '0019_signing'
down_revision = '0018_versions'
branch_labels = None
depends_on = None

ADDED = (('approved_at', sa.BigInteger()), ('approved_by', sa.Text()), ('published_at', sa.BigInteger()), ('embargo_until', sa.BigInteger()))
NUMBER = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def of_statement(table: str, column: str = 'statement_id') -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ['statements.id'], name=op.f(f'fk_{table}_{column}_statements'), ondelete='CASCADE')


def of_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(['key_id'], ['signing_keys.id'], name=op.f(f'fk_{table}_key_id_signing_keys'))


def upgrade() -> None:
    with op.batch_alter_table('statements') as batch:
        for name, kind in ADDED:
            batch.add_column(sa.Column(name, kind, nullable=True))
    op.create_table('statement_log',
    sa.Column('statement_id', sa.Text(), nullable=False),
    sa.Column('n', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('salt', sa.Text(), nullable=False),
    sa.Column('prev', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    of_statement('statement_log'),
    sa.PrimaryKeyConstraint('statement_id', 'n', name=op.f('pk_statement_log'))
    )
    op.create_table('signing_keys',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('of', sa.Text(), nullable=False),
    sa.Column('public', sa.Text(), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('made_at', sa.BigInteger(), nullable=False),
    sa.Column('ended_at', sa.BigInteger(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signing_keys'))
    )
    op.create_table('enrolments',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('delegation', sa.Text(), nullable=False),
    sa.Column('person', sa.Text(), nullable=False),
    sa.Column('key_id', sa.Text(), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('enrolled_at', sa.BigInteger(), nullable=False),
    sa.Column('enrolled_by', sa.Text(), nullable=False),
    sa.Column('last_step', sa.BigInteger(), nullable=False),
    sa.Column('failures', sa.BigInteger(), nullable=False),
    sa.Column('locked_until', sa.BigInteger(), nullable=True),
    sa.Column('ended_at', sa.BigInteger(), nullable=True),
    of_key('enrolments'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enrolments'))
    )
    op.create_table('statement_signatures',
    sa.Column('statement_id', sa.Text(), nullable=False),
    sa.Column('delegation', sa.Text(), nullable=False),
    sa.Column('person', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('key_id', sa.Text(), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    of_statement('statement_signatures'),
    of_key('statement_signatures'),
    sa.PrimaryKeyConstraint('statement_id', 'delegation', name=op.f('pk_statement_signatures'))
    )
    op.create_table('statement_corrigenda',
    sa.Column('statement_id', sa.Text(), nullable=False),
    sa.Column('number', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('paragraph', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('before', sa.Text(), nullable=False),
    sa.Column('after', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    of_statement('statement_corrigenda'),
    sa.PrimaryKeyConstraint('statement_id', 'number', name=op.f('pk_statement_corrigenda'))
    )
    op.create_table('statement_lineage',
    sa.Column('statement_id', sa.Text(), nullable=False),
    sa.Column('revises', sa.Text(), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.Column('begun_at', sa.BigInteger(), nullable=False),
    sa.Column('begun_by', sa.Text(), nullable=False),
    of_statement('statement_lineage'),
    of_statement('statement_lineage', 'revises'),
    sa.PrimaryKeyConstraint('statement_id', name=op.f('pk_statement_lineage'))
    )
    for table, column in (('signing_keys', 'of'), ('enrolments', 'delegation'), ('statement_lineage', 'revises')):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f'ix_{table}_{column}'), [column], unique=False)
    # What was published before there was an approval was approved by being published.
    op.execute("UPDATE statements SET approved_at = adopted_at, approved_by = '', published_at = adopted_at WHERE status = 'published'")


def downgrade() -> None:
    for table in ('statement_lineage', 'statement_corrigenda', 'statement_signatures', 'enrolments', 'signing_keys', 'statement_log'):
        op.drop_table(table)
    with op.batch_alter_table('statements') as batch:
        for name, _ in reversed(ADDED):
            batch.drop_column(name)
