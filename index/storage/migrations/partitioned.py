"""What migration 0005 creates on PostgreSQL, where no older version ever was.

All tables but those of processes are partitioned by the hash of the library, which stands first
in every key: a library's rows are in one partition of each table. Vectors stay in their rows:
of 1,024 dimensions they would be put beside the table, and searching took 2.5 times as long.
"""

from __future__ import annotations

PARTITIONS = 16
"""Of each table: vacuuming goes by partition, and Citus distributes by the same column."""
_OF_PROCESSES = ("claims", "jobs")
_STATEMENTS = """
CREATE TABLE claims (
    name VARCHAR COLLATE "C" NOT NULL,
    holder VARCHAR COLLATE "C" NOT NULL,
    until TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_claims PRIMARY KEY (name)
);
CREATE INDEX ix_claims_until ON claims (until);
CREATE TABLE jobs (
    id VARCHAR COLLATE "C" NOT NULL,
    library VARCHAR COLLATE "C" NOT NULL,
    by VARCHAR COLLATE "C",
    wish VARCHAR COLLATE "C" NOT NULL,
    material BYTEA,
    state VARCHAR COLLATE "C" NOT NULL,
    tries INTEGER NOT NULL,
    asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    taken_by VARCHAR COLLATE "C",
    taken_until TIMESTAMP WITH TIME ZONE,
    outcome VARCHAR COLLATE "C",
    moved_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_jobs PRIMARY KEY (id)
);
CREATE INDEX ix_jobs_by ON jobs (by);
CREATE INDEX ix_jobs_library_asked_at ON jobs (library, asked_at);
CREATE INDEX ix_jobs_state_asked_at ON jobs (state, asked_at);
CREATE INDEX ix_jobs_taken_until ON jobs (taken_until);
CREATE TABLE libraries (
    library VARCHAR COLLATE "C" NOT NULL,
    generation BIGINT NOT NULL,
    revision VARCHAR COLLATE "C" NOT NULL,
    next_story_id BIGINT NOT NULL,
    next_passage_id BIGINT NOT NULL,
    encoder VARCHAR COLLATE "C",
    passage_version INTEGER,
    dimensions INTEGER,
    seeded BOOLEAN NOT NULL,
    erased_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_libraries PRIMARY KEY (library)
) PARTITION BY HASH (library);
CREATE TABLE audit (
    library VARCHAR COLLATE "C" NOT NULL,
    id BIGINT NOT NULL,
    deed VARCHAR COLLATE "C" NOT NULL,
    by VARCHAR COLLATE "C",
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    story_id BIGINT NOT NULL,
    name VARCHAR COLLATE "C" NOT NULL,
    characters INTEGER NOT NULL,
    CONSTRAINT pk_audit PRIMARY KEY (library, id),
    CONSTRAINT fk_audit_libraries
        FOREIGN KEY(library) REFERENCES libraries (library) ON DELETE CASCADE
) PARTITION BY HASH (library);
CREATE INDEX ix_audit_by_library ON audit (by, library);
CREATE INDEX ix_audit_library_at ON audit (library, at);
CREATE TABLE rounds (
    library VARCHAR COLLATE "C" NOT NULL,
    server VARCHAR COLLATE "C" NOT NULL,
    member VARCHAR COLLATE "C" NOT NULL,
    round_key VARCHAR COLLATE "C" NOT NULL,
    "right" BOOLEAN NOT NULL,
    points INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_rounds PRIMARY KEY (library, server, member, round_key),
    CONSTRAINT fk_rounds_libraries
        FOREIGN KEY(library) REFERENCES libraries (library) ON DELETE CASCADE
) PARTITION BY HASH (library);
CREATE INDEX ix_rounds_member_library ON rounds (member, library);
CREATE INDEX ix_rounds_server_library ON rounds (server, library);
CREATE TABLE server_settings (
    library VARCHAR COLLATE "C" NOT NULL,
    server VARCHAR COLLATE "C" NOT NULL,
    place VARCHAR COLLATE "C" NOT NULL,
    name VARCHAR COLLATE "C" NOT NULL,
    value VARCHAR COLLATE "C" NOT NULL,
    set_by VARCHAR COLLATE "C",
    set_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_server_settings PRIMARY KEY (library, server, place, name),
    CONSTRAINT fk_server_settings_libraries
        FOREIGN KEY(library) REFERENCES libraries (library) ON DELETE CASCADE
) PARTITION BY HASH (library);
CREATE INDEX ix_server_settings_server_library ON server_settings (server, library);
CREATE INDEX ix_server_settings_set_by_library ON server_settings (set_by, library);
CREATE TABLE settings (
    library VARCHAR COLLATE "C" NOT NULL,
    name VARCHAR COLLATE "C" NOT NULL,
    value VARCHAR COLLATE "C" NOT NULL,
    CONSTRAINT pk_settings PRIMARY KEY (library, name),
    CONSTRAINT fk_settings_libraries
        FOREIGN KEY(library) REFERENCES libraries (library) ON DELETE CASCADE
) PARTITION BY HASH (library);
CREATE TABLE stories (
    library VARCHAR COLLATE "C" NOT NULL,
    id BIGINT NOT NULL,
    name VARCHAR COLLATE "C" NOT NULL,
    folded_name VARCHAR COLLATE "C" NOT NULL,
    title VARCHAR COLLATE "C" NOT NULL,
    source VARCHAR COLLATE "C",
    language VARCHAR COLLATE "C" NOT NULL,
    added_at TIMESTAMP WITH TIME ZONE NOT NULL,
    characters INTEGER NOT NULL,
    author VARCHAR COLLATE "C",
    published DATE,
    replaced_by BIGINT,
    CONSTRAINT pk_stories PRIMARY KEY (library, id),
    CONSTRAINT uq_stories_library_folded_name UNIQUE (library, folded_name),
    CONSTRAINT fk_stories_libraries
        FOREIGN KEY(library) REFERENCES libraries (library) ON DELETE CASCADE
) PARTITION BY HASH (library);
CREATE TABLE ceilings (
    library VARCHAR COLLATE "C" NOT NULL,
    server VARCHAR COLLATE "C" NOT NULL,
    holder VARCHAR COLLATE "C" NOT NULL,
    story_id BIGINT NOT NULL,
    "end" INTEGER NOT NULL,
    CONSTRAINT pk_ceilings PRIMARY KEY (library, server, holder, story_id),
    CONSTRAINT fk_ceilings_stories
        FOREIGN KEY(library, story_id) REFERENCES stories (library, id) ON DELETE CASCADE,
    CONSTRAINT fk_ceilings_libraries
        FOREIGN KEY(library) REFERENCES libraries (library) ON DELETE CASCADE
) PARTITION BY HASH (library);
CREATE INDEX ix_ceilings_holder_library ON ceilings (holder, library);
CREATE INDEX ix_ceilings_library_story_id ON ceilings (library, story_id);
CREATE INDEX ix_ceilings_server_library ON ceilings (server, library);
CREATE TABLE feedback (
    library VARCHAR COLLATE "C" NOT NULL,
    server VARCHAR COLLATE "C" NOT NULL,
    member VARCHAR COLLATE "C" NOT NULL,
    message VARCHAR COLLATE "C" NOT NULL,
    helped BOOLEAN NOT NULL,
    question VARCHAR COLLATE "C",
    found BOOLEAN NOT NULL,
    confidence FLOAT NOT NULL,
    sureness VARCHAR COLLATE "C" NOT NULL,
    story_id BIGINT,
    start INTEGER,
    "end" INTEGER,
    asker VARCHAR COLLATE "C",
    program VARCHAR COLLATE "C" NOT NULL,
    reader VARCHAR COLLATE "C" NOT NULL,
    encoder VARCHAR COLLATE "C" NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_feedback PRIMARY KEY (library, server, member, message),
    CONSTRAINT fk_feedback_stories
        FOREIGN KEY(library, story_id) REFERENCES stories (library, id) ON DELETE CASCADE,
    CONSTRAINT fk_feedback_libraries
        FOREIGN KEY(library) REFERENCES libraries (library) ON DELETE CASCADE
) PARTITION BY HASH (library);
CREATE INDEX ix_feedback_asker_library ON feedback (asker, library);
CREATE INDEX ix_feedback_library_story_id ON feedback (library, story_id);
CREATE INDEX ix_feedback_member_library ON feedback (member, library);
CREATE INDEX ix_feedback_server_library ON feedback (server, library);
CREATE TABLE passages (
    library VARCHAR COLLATE "C" NOT NULL,
    id BIGINT NOT NULL,
    story_id BIGINT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    context VARCHAR COLLATE "C" NOT NULL,
    vector HALFVEC NOT NULL,
    CONSTRAINT pk_passages PRIMARY KEY (library, id),
    CONSTRAINT fk_passages_stories
        FOREIGN KEY(library, story_id) REFERENCES stories (library, id) ON DELETE CASCADE,
    CONSTRAINT ck_passages_span CHECK (start >= 0 AND "end" > start)
) PARTITION BY HASH (library);
ALTER TABLE passages ALTER COLUMN vector SET STORAGE MAIN;
CREATE INDEX ix_passages_library_story_id ON passages (library, story_id);
CREATE TABLE questions (
    library VARCHAR COLLATE "C" NOT NULL,
    server VARCHAR COLLATE "C" NOT NULL,
    id BIGINT NOT NULL,
    question VARCHAR COLLATE "C",
    found BOOLEAN NOT NULL,
    confidence FLOAT NOT NULL,
    sureness VARCHAR COLLATE "C" NOT NULL,
    story_id BIGINT,
    start INTEGER,
    "end" INTEGER,
    member VARCHAR COLLATE "C",
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_questions PRIMARY KEY (library, server, id),
    CONSTRAINT fk_questions_stories
        FOREIGN KEY(library, story_id) REFERENCES stories (library, id) ON DELETE CASCADE,
    CONSTRAINT fk_questions_libraries
        FOREIGN KEY(library) REFERENCES libraries (library) ON DELETE CASCADE
) PARTITION BY HASH (library);
CREATE INDEX ix_questions_library_story_id ON questions (library, story_id);
CREATE INDEX ix_questions_member_library_server ON questions (member, library, server);
CREATE INDEX ix_questions_server_library ON questions (server, library);
CREATE TABLE texts (
    library VARCHAR COLLATE "C" NOT NULL,
    story_id BIGINT NOT NULL,
    headings VARCHAR COLLATE "C" NOT NULL,
    digest VARCHAR COLLATE "C" NOT NULL,
    sketch BYTEA NOT NULL,
    text VARCHAR COLLATE "C" NOT NULL,
    CONSTRAINT pk_texts PRIMARY KEY (library, story_id),
    CONSTRAINT fk_texts_stories
        FOREIGN KEY(library, story_id) REFERENCES stories (library, id) ON DELETE CASCADE
) PARTITION BY HASH (library);
CREATE INDEX ix_texts_library_digest ON texts (library, digest);
"""


def statements() -> tuple[str, ...]:
    """Return the statements that create tables, partitions and indexes, in their order."""
    made = [one.strip() for one in _STATEMENTS.split(";\n") if one.strip()]
    names = [one.split()[2] for one in made if one.startswith("CREATE TABLE")]
    parts = [
        f"CREATE TABLE {name}_{part} PARTITION OF {name}"
        f" FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {part})"
        for name in names
        if name not in _OF_PROCESSES
        for part in range(PARTITIONS)
    ]
    return (*made, *parts)
