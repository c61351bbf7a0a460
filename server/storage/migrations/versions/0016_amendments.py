"""Amendments, revisions and events of a statement"""

revision = '0016_amendments'
down_revision = '0015_sources'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
