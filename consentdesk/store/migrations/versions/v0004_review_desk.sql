ALTER TABLE region ADD COLUMN seen_ms INTEGER DEFAULT 0 NOT NULL;

ALTER TABLE region ADD COLUMN subject TEXT DEFAULT 'face' NOT NULL
    CONSTRAINT ck_region_subject CHECK (subject IN ('face', 'figure', 'writing'));

ALTER TABLE region ADD COLUMN turn REAL;

-- shown, which is what was kept, does not mean compared
UPDATE region SET seen_ms = 30 WHERE shown = 1;

ALTER TABLE region DROP COLUMN shown;

ALTER TABLE review_action ADD COLUMN change TEXT DEFAULT '' NOT NULL;

ALTER TABLE review_action ADD COLUMN together INTEGER;

CREATE TABLE reshaped (
    action_id INTEGER NOT NULL,
    region_id INTEGER NOT NULL,
    x INTEGER NOT NULL,
    y INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    picture TEXT NOT NULL,
    CONSTRAINT pk_reshaped PRIMARY KEY (action_id),
    CONSTRAINT ck_reshaped_has_size CHECK (width > 0 AND height > 0),
    CONSTRAINT fk_reshaped_action_id FOREIGN KEY (action_id)
        REFERENCES review_action (id) ON DELETE CASCADE,
    CONSTRAINT fk_reshaped_region_id FOREIGN KEY (region_id)
        REFERENCES region (id) ON DELETE CASCADE
);

CREATE INDEX ix_reshaped_region_id ON reshaped (region_id);

CREATE TABLE batch_objection (
    batch_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    CONSTRAINT pk_batch_objection PRIMARY KEY (batch_id, person_id),
    CONSTRAINT fk_batch_objection_batch_id FOREIGN KEY (batch_id) REFERENCES batch (id),
    CONSTRAINT fk_batch_objection_person_id FOREIGN KEY (person_id)
        REFERENCES person (id) ON DELETE CASCADE
);

CREATE INDEX ix_batch_objection_person_id ON batch_objection (person_id);

ALTER TABLE channel ADD COLUMN most_identifiable TEXT DEFAULT 'portrait' NOT NULL
    CONSTRAINT ck_channel_most_identifiable CHECK (
        most_identifiable IN ('distant', 'in_a_group', 'recognisable', 'portrait')
    );
