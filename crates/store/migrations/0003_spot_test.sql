-- A test of one spot as it was planned before anything was measured. A seed is kept by its bits.
CREATE TABLE spot_test (
    id BIGINT NOT NULL PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    site TEXT NOT NULL,
    tool TEXT NOT NULL,
    trained TEXT NOT NULL,
    weeks BIGINT NOT NULL,
    per_week BIGINT NOT NULL,
    seed BIGINT NOT NULL,
    worthwhile DOUBLE PRECISION NOT NULL,
    start_day BIGINT NOT NULL,
    ended_day BIGINT
);
INSERT INTO counter (kind, last_id) VALUES ('spot_test', 0);

-- One test of a site runs at a time.
CREATE UNIQUE INDEX spot_test_running ON spot_test (person_id, site) WHERE ended_day IS NULL;

-- Readings of one side on one day, mm; days since training began. What is told of them all stands in each.
CREATE TABLE spot_reading (
    test_id BIGINT NOT NULL REFERENCES spot_test (id) ON DELETE CASCADE,
    day BIGINT NOT NULL,
    side TEXT NOT NULL,
    n BIGINT NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    rest_h DOUBLE PRECISION,
    weight_kg DOUBLE PRECISION,
    rater TEXT,
    PRIMARY KEY (test_id, day, side, n)
);
