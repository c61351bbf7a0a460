"""Where a statement comes from"""

revision = '0015_sources'
down_revision = '0014_voices'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
