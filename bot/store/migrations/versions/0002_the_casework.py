"""Casework in chat: the way in, a match's whole life, the coordinators' desk."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _new_columns()
    _new_tables()


def _new_columns() -> None:
    # Each column is added as it is: a table written anew would take along, on SQLite, whatever refers to it.
    instant, text = sa.DateTime(timezone=True), sa.String()
    op.add_column("alert", sa.Column("topic", text, nullable=False, server_default=""))
    op.add_column("alert", sa.Column("level", text, nullable=False, server_default="orange"))
    for name in ("shows_at", "reminded_at", "escalated_at"):
        op.add_column("alert", sa.Column(name, instant, nullable=True))
    op.add_column("case_file", sa.Column("way", text, nullable=False, server_default="received"))
    op.add_column("case_file", sa.Column("coordinator_id", text, nullable=True))
    op.add_column("case_file", sa.Column("held_on", sa.Date(), nullable=True))
    op.add_column("case_file", sa.Column("hold_asked_at", instant, nullable=True))
    op.add_column("case_file", sa.Column("paused_until", sa.Date(), nullable=True))
    op.add_column("case_file", sa.Column("contact_hash", text, nullable=True))
    op.create_index(op.f("ix_case_file_contact_hash"), "case_file", ["contact_hash"], unique=False)
    op.add_column(
        "home_match", sa.Column("stage_at", instant, nullable=False, server_default=sa.text("'2026-01-01 00:00:00'"))
    )
    op.execute("UPDATE home_match SET stage_at = changed_at")
    for name in ("host_yes", "guest_yes"):
        op.add_column("home_match", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("home_match", sa.Column("coordinator_id", text, nullable=True))
    op.add_column("match_event", sa.Column("by", text, nullable=False, server_default="bot"))
    _stages_become_moves()


def _stages_become_moves() -> None:
    """The first event of a match is its first stage; each later one becomes the move that led to its stage."""
    op.execute("""UPDATE match_event SET "by" = 'coordinator' WHERE coordinator_id IS NOT NULL""")
    op.execute(
        """UPDATE match_event SET what = CASE
            WHEN what = 'lapsed' THEN 'lapse'
            WHEN what = 'suggested' AND coordinator_id IS NULL THEN 'suggest'
            WHEN what = 'suggested' THEN 'reopen'
            ELSE what END
        WHERE position > (SELECT MIN(e.position) FROM match_event AS e WHERE e.match_id = match_event.match_id)"""
    )


def _new_tables() -> None:
    op.create_table(
        "board",
        sa.Column("group_slug", sa.String(), nullable=False),
        sa.Column("post_id", sa.String(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("pictured_on", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("group_slug", name=op.f("pk_board")),
    )
    op.create_table(
        "safety_tally",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("looked_at", sa.BigInteger(), nullable=False),
        sa.Column("forbidden", sa.BigInteger(), nullable=False),
        sa.Column("overridden", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_safety_tally")),
    )
    op.create_table(
        "away",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("coordinator_id", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coordinator_id"], ["coordinator.id"], name=op.f("fk_away_coordinator_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_away")),
    )
    op.create_index(op.f("ix_away_coordinator_id"), "away", ["coordinator_id"], unique=False)
    op.create_table(
        "duty",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("group_slug", sa.String(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("coordinator_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coordinator_id"], ["coordinator.id"], name=op.f("fk_duty_coordinator_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.UniqueConstraint(
            "group_slug", "week", "coordinator_id", name=op.f("uq_duty_group_slug_week_coordinator_id")
        ),
    )
    op.create_index(op.f("ix_duty_coordinator_id"), "duty", ["coordinator_id"], unique=False)
    op.create_index(op.f("ix_duty_group_slug"), "duty", ["group_slug"], unique=False)
    op.create_table(
        "exclusion",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("telegram_hash", sa.String(), nullable=True),
        sa.Column("contact_hash", sa.String(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("coordinator_id", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["coordinator_id"], ["coordinator.id"], name=op.f("fk_exclusion_coordinator_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusion")),
    )
    op.create_index(op.f("ix_exclusion_contact_hash"), "exclusion", ["contact_hash"], unique=False)
    op.create_index(op.f("ix_exclusion_telegram_hash"), "exclusion", ["telegram_hash"], unique=False)
    op.create_table(
        "case_event",
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("coordinator_id", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_event_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["coordinator_id"], ["coordinator.id"], name=op.f("fk_case_event_coordinator_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_case_event")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_case_event_case_id"), "case_event", ["case_id"], unique=False)
    op.create_table(
        "case_note",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("coordinator_id", sa.String(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_note_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["coordinator_id"], ["coordinator.id"], name=op.f("fk_case_note_coordinator_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_note")),
    )
    op.create_index(op.f("ix_case_note_case_id"), "case_note", ["case_id"], unique=False)
    op.create_table(
        "hand_over",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("from_id", sa.String(), nullable=True),
        sa.Column("to_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_hand_over_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["from_id"], ["coordinator.id"], name=op.f("fk_hand_over_from_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["to_id"], ["coordinator.id"], name=op.f("fk_hand_over_to_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
    )
    op.create_index(op.f("ix_hand_over_case_id"), "hand_over", ["case_id"], unique=False)
    op.create_table(
        "live_talk",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("coordinator_id", sa.String(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_live_talk_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["coordinator_id"], ["coordinator.id"], name=op.f("fk_live_talk_coordinator_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_live_talk_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_talk")),
    )
    op.create_index(op.f("ix_live_talk_case_id"), "live_talk", ["case_id"], unique=False)
    op.create_index(op.f("ix_live_talk_person_id"), "live_talk", ["person_id"], unique=False)
    op.create_table(
        "overtaken",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_overtaken_case_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_overtaken")),
    )
    op.create_table(
        "task",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("coordinator_id", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_task_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["coordinator_id"], ["coordinator.id"], name=op.f("fk_task_coordinator_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    op.create_index(op.f("ix_task_case_id"), "task", ["case_id"], unique=False)
    op.create_index(op.f("ix_task_state"), "task", ["state"], unique=False)
    op.create_table(
        "agreed_plan",
        sa.Column("match_id", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("filled_by", sa.String(), nullable=False),
        sa.Column("host_agreed", sa.BigInteger(), nullable=False),
        sa.Column("guest_agreed", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["match_id"], ["home_match.id"], name=op.f("fk_agreed_plan_match_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("match_id", name=op.f("pk_agreed_plan")),
    )
    op.create_table(
        "follow_up",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("match_id", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["match_id"], ["home_match.id"], name=op.f("fk_follow_up_match_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index(op.f("ix_follow_up_match_id"), "follow_up", ["match_id"], unique=False)
    op.create_table(
        "meeting",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("match_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["match_id"], ["home_match.id"], name=op.f("fk_meeting_match_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_match_id"), "meeting", ["match_id"], unique=False)
    op.create_table(
        "pair_decision",
        sa.Column("match_id", sa.String(), nullable=False),
        sa.Column("broken", sa.JSON(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("first_id", sa.String(), nullable=True),
        sa.Column("second_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["first_id"], ["coordinator.id"], name=op.f("fk_pair_decision_first_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["match_id"], ["home_match.id"], name=op.f("fk_pair_decision_match_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["coordinator.id"], name=op.f("fk_pair_decision_second_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("match_id", name=op.f("pk_pair_decision")),
    )
    op.create_table(
        "passed_question",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("match_id", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("reply", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["match_id"], ["home_match.id"], name=op.f("fk_passed_question_match_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passed_question")),
    )
    op.create_index(op.f("ix_passed_question_match_id"), "passed_question", ["match_id"], unique=False)
    op.create_table(
        "stay",
        sa.Column("match_id", sa.String(), nullable=False),
        sa.Column("trial_on", sa.Date(), nullable=True),
        sa.Column("began_on", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("notice_days", sa.BigInteger(), nullable=False),
        sa.Column("next_home", sa.String(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["match_id"], ["home_match.id"], name=op.f("fk_stay_match_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("match_id", name=op.f("pk_stay")),
    )
    op.create_table(
        "timer",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("match_id", sa.String(), nullable=True),
        sa.Column("case_id", sa.String(), nullable=True),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_timer_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["match_id"], ["home_match.id"], name=op.f("fk_timer_match_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timer")),
    )
    op.create_index(op.f("ix_timer_case_id"), "timer", ["case_id"], unique=False)
    op.create_index(op.f("ix_timer_due_at"), "timer", ["due_at"], unique=False)
    op.create_index(op.f("ix_timer_match_id"), "timer", ["match_id"], unique=False)
    op.create_table(
        "meeting_time",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("meeting_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("host_suits", sa.Boolean(), nullable=True),
        sa.Column("guest_suits", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_time_meeting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_time")),
        sa.UniqueConstraint("meeting_id", "at", name=op.f("uq_meeting_time_meeting_id_at")),
    )
    op.create_index(op.f("ix_meeting_time_meeting_id"), "meeting_time", ["meeting_id"], unique=False)
