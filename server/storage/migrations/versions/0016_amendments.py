"""Amendments, revisions and events of a statement"""

import secrets

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
    op.create_table('amendments',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('statement_id', sa.Text(), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.Column('paragraph_id', sa.Text(), nullable=True),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('becomes', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('wording', sa.Text(), nullable=False),
    sa.Column('after', sa.Text(), nullable=True),
    sa.Column('of', sa.Text(), nullable=True),
    sa.Column('base_rev', sa.BigInteger(), nullable=False),
    sa.Column('base_sha256', sa.Text(), nullable=False),
    sa.Column('base_text', sa.Text(), nullable=False),
    sa.Column('pieces', sa.JSON(), nullable=False),
    sa.Column('sponsors', sa.JSON(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('by_name', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('decided_by', sa.Text(), nullable=False),
    sa.Column('decided_at', sa.BigInteger(), nullable=True),
    sa.Column('decided_why', sa.Text(), nullable=False),
    sa.Column('decided_rev', sa.BigInteger(), nullable=True),
    sa.Column('merged', sa.JSON(), nullable=False),
    sa.Column('merged_into', sa.Text(), nullable=True),
    sa.Column('made', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['statement_id'], ['statements.id'], name=op.f('fk_amendments_statement_id_statements'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amendments')),
    sa.UniqueConstraint('statement_id', 'number', name=op.f('uq_amendments_statement_id'))
    )
    with op.batch_alter_table('amendments') as batch:
        batch.create_index(op.f('ix_amendments_statement_id'), ['statement_id'])
    op.create_table('amendment_steps',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('amendment_id', sa.Text(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('delegation', sa.Text(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['amendment_id'], ['amendments.id'], name=op.f('fk_amendment_steps_amendment_id_amendments'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amendment_steps'))
    )
    with op.batch_alter_table('amendment_steps') as batch:
        batch.create_index(op.f('ix_amendment_steps_amendment_id'), ['amendment_id'])
    op.create_table('closed_brackets',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('statement_id', sa.Text(), nullable=False),
    sa.Column('paragraph_id', sa.Text(), nullable=False),
    sa.Column('bracket', sa.JSON(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('how', sa.Text(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['statement_id'], ['statements.id'], name=op.f('fk_closed_brackets_statement_id_statements'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_closed_brackets'))
    )
    with op.batch_alter_table('closed_brackets') as batch:
        batch.create_index(op.f('ix_closed_brackets_statement_id'), ['statement_id'])
    op.create_table('revisions',
    sa.Column('statement_id', sa.Text(), nullable=False),
    sa.Column('number', sa.BigInteger(), nullable=False),
    sa.Column('reading', sa.BigInteger(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('paragraphs', sa.JSON(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['statement_id'], ['statements.id'], name=op.f('fk_revisions_statement_id_statements'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('statement_id', 'number', name=op.f('pk_revisions'))
    )
    with op.batch_alter_table('statements') as batch:
        batch.add_column(sa.Column('reading', sa.BigInteger(), nullable=False, server_default='1'))
    with op.batch_alter_table('paragraph_versions') as batch:
        batch.add_column(sa.Column('amendment', sa.Text(), nullable=False, server_default=''))
    _name_brackets()


def _name_brackets() -> None:
    """Every bracket gets an id of its own, and its owner stands among its owners."""
    paragraphs = sa.table('paragraphs', sa.column('id', sa.Text()), sa.column('brackets', sa.JSON()))
    connection = op.get_bind()
    for row in connection.execute(sa.select(paragraphs)).all():
        if row.brackets:
            named = [
                {'id': secrets.token_hex(4), 'owners': [each['owner']], 'label': '', 'alternative_of': None, 'opened': None, **each}
                for each in row.brackets
            ]
            connection.execute(paragraphs.update().where(paragraphs.c.id == row.id).values(brackets=named))


def downgrade() -> None:
    with op.batch_alter_table('paragraph_versions') as batch:
        batch.drop_column('amendment')
    with op.batch_alter_table('statements') as batch:
        batch.drop_column('reading')
    for table in ('revisions', 'closed_brackets', 'amendment_steps', 'amendments', 'statement_events'):
        op.drop_table(table)
