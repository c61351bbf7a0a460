"""Language versions, the last look, and commitments"""

import sqlalchemy as sa
from alembic import op

revision = '0018_versions'
down_revision = '0017_parties'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('language_choices',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('statement_id', sa.Text(), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('prevails', sa.Text(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['statement_id'], ['statements.id'], name=op.f('fk_language_choices_statement_id_statements'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_language_choices'))
    )
    with op.batch_alter_table('language_choices', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_language_choices_statement_id'), ['statement_id'], unique=False)

    op.create_table('version_texts',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('statement_id', sa.Text(), nullable=False),
    sa.Column('paragraph_id', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('rev', sa.BigInteger(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('order', sa.JSON(), nullable=False),
    sa.Column('source_rev', sa.BigInteger(), nullable=False),
    sa.Column('source_text', sa.Text(), nullable=False),
    sa.Column('engine', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['statement_id'], ['statements.id'], name=op.f('fk_version_texts_statement_id_statements'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_version_texts'))
    )
    with op.batch_alter_table('version_texts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_version_texts_statement_id'), ['statement_id'], unique=False)

    op.create_table('version_sign_offs',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('statement_id', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['statement_id'], ['statements.id'], name=op.f('fk_version_sign_offs_statement_id_statements'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_version_sign_offs'))
    )
    with op.batch_alter_table('version_sign_offs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_version_sign_offs_statement_id'), ['statement_id'], unique=False)

    op.create_table('version_marks',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('statement_id', sa.Text(), nullable=False),
    sa.Column('paragraph_id', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('fault', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('source_text', sa.Text(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['statement_id'], ['statements.id'], name=op.f('fk_version_marks_statement_id_statements'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_version_marks'))
    )
    with op.batch_alter_table('version_marks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_version_marks_statement_id'), ['statement_id'], unique=False)

    op.create_table('sheet_overrides',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('statement_id', sa.Text(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('keys', sa.JSON(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['statement_id'], ['statements.id'], name=op.f('fk_sheet_overrides_statement_id_statements'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sheet_overrides'))
    )
    with op.batch_alter_table('sheet_overrides', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sheet_overrides_statement_id'), ['statement_id'], unique=False)

    op.create_table('commitments',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('statement_id', sa.Text(), nullable=False),
    sa.Column('paragraph_id', sa.Text(), nullable=False),
    sa.Column('place', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['statement_id'], ['statements.id'], name=op.f('fk_commitments_statement_id_statements'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_commitments'))
    )
    with op.batch_alter_table('commitments', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_commitments_statement_id'), ['statement_id'], unique=False)

    op.create_table('commitment_versions',
    sa.Column('commitment_id', sa.Text(), nullable=False),
    sa.Column('rev', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('owners', sa.JSON(), nullable=False),
    sa.Column('due', sa.Text(), nullable=False),
    sa.Column('due_said', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('contacts', sa.JSON(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['commitment_id'], ['commitments.id'], name=op.f('fk_commitment_versions_commitment_id_commitments'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('commitment_id', 'rev', name=op.f('pk_commitment_versions'))
    )


def downgrade() -> None:
    op.drop_table('commitment_versions')
    op.drop_table('commitments')
    op.drop_table('sheet_overrides')
    op.drop_table('version_marks')
    op.drop_table('version_sign_offs')
    op.drop_table('version_texts')
    op.drop_table('language_choices')
