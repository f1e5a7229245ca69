-- A forecast as it was shown, so that it can be held to what came. One shown again on a day replaces the first.
CREATE TABLE foretold (
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    quantity TEXT NOT NULL,
    made_day BIGINT NOT NULL,
    due_day BIGINT NOT NULL,
    median DOUBLE PRECISION NOT NULL,
    lo50 DOUBLE PRECISION NOT NULL,
    hi50 DOUBLE PRECISION NOT NULL,
    lo90 DOUBLE PRECISION NOT NULL,
    hi90 DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (person_id, quantity, made_day, due_day)
);

-- What somebody aims at since a day.
CREATE TABLE aim (
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    since_day BIGINT NOT NULL,
    rate_kg_per_week DOUBLE PRECISION NOT NULL,
    intake_kcal_per_day DOUBLE PRECISION NOT NULL,
    is_pinned BIGINT NOT NULL,
    PRIMARY KEY (person_id, since_day)
);
