-- The same text runs on SQLite and on PostgreSQL: BIGINT, TEXT and DOUBLE PRECISION only. '' is "not told"
-- in a column that is part of a key, where NULL would never equal NULL.

-- The last id that was given out of each kind. None is used twice, so that an undone import stays undone.
CREATE TABLE counter (
    kind TEXT NOT NULL PRIMARY KEY,
    last_id BIGINT NOT NULL
);
INSERT INTO counter (kind, last_id) VALUES ('person', 0), ('import', 0), ('topic', 0), ('channel', 0);

CREATE TABLE person (
    id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

-- A file, or an entry by hand, that brought something.
CREATE TABLE import (
    id BIGINT NOT NULL PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    formats TEXT NOT NULL,
    reader TEXT NOT NULL,
    added BIGINT NOT NULL,
    retold BIGINT NOT NULL,
    at_ms BIGINT NOT NULL,
    undone_at_ms BIGINT
);
CREATE INDEX import_of_person ON import (person_id);

-- What was measured of whom, and where.
CREATE TABLE topic (
    id BIGINT NOT NULL PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    quantity TEXT NOT NULL,
    site TEXT NOT NULL,
    side TEXT NOT NULL,
    UNIQUE (person_id, quantity, site, side)
);

-- How it came to be told.
CREATE TABLE channel (
    id BIGINT NOT NULL PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    device TEXT NOT NULL,
    method TEXT NOT NULL,
    given_unit TEXT NOT NULL,
    zone TEXT NOT NULL,
    UNIQUE (person_id, source, device, method, given_unit, zone)
);

-- Values in the canonical unit; days since 1970-01-01, times as microseconds since local midnight.
CREATE TABLE observation (
    import_id BIGINT NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    n BIGINT NOT NULL,
    file_row BIGINT NOT NULL,
    topic_id BIGINT NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    channel_id BIGINT NOT NULL REFERENCES channel (id) ON DELETE CASCADE,
    day BIGINT NOT NULL,
    time_us BIGINT,
    offset_s BIGINT,
    until_day BIGINT,
    until_time_us BIGINT,
    until_offset_s BIGINT,
    value DOUBLE PRECISION NOT NULL,
    -- The day of the instant, where it is known: an app may tell the same past on another wall.
    key_day BIGINT NOT NULL,
    fingerprint BIGINT NOT NULL,
    PRIMARY KEY (import_id, n),
    UNIQUE (topic_id, key_day, fingerprint)
);

-- What few observations have.
CREATE TABLE detail (
    import_id BIGINT NOT NULL,
    n BIGINT NOT NULL,
    external_id TEXT,
    item TEXT,
    part_of TEXT,
    set_number BIGINT,
    set_kind TEXT,
    note TEXT,
    PRIMARY KEY (import_id, n),
    FOREIGN KEY (import_id, n) REFERENCES observation (import_id, n) ON DELETE CASCADE
);

-- Observations of another import that this one told again, from first_n to last_n: they outlive its undoing.
CREATE TABLE retold (
    import_id BIGINT NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    of_import_id BIGINT NOT NULL REFERENCES import (id) ON DELETE CASCADE,
    first_n BIGINT NOT NULL,
    last_n BIGINT NOT NULL
);
CREATE INDEX retold_by ON retold (import_id);
CREATE INDEX retold_of ON retold (of_import_id, first_n);
