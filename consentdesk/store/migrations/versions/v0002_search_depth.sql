ALTER TABLE photo ADD COLUMN searched TEXT
    CONSTRAINT ck_photo_searched CHECK (searched IN ('near', 'usual', 'thorough'))
    CONSTRAINT ck_photo_searched_whole CHECK (state <> 'checked' OR searched <> 'near');

ALTER TABLE photo ADD COLUMN wanted TEXT DEFAULT 'usual' NOT NULL
    CONSTRAINT ck_photo_wanted CHECK (wanted IN ('usual', 'thorough'));

UPDATE photo SET searched = 'usual' WHERE state = 'checked';

ALTER TABLE candidate ADD COLUMN look_alike INTEGER DEFAULT 0 NOT NULL
    CONSTRAINT ck_candidate_look_alike CHECK (look_alike IN (0, 1));

ALTER TABLE portrait ADD COLUMN from_region INTEGER
    CONSTRAINT fk_portrait_from_region REFERENCES region (id) ON DELETE CASCADE;

CREATE INDEX ix_portrait_from_region ON portrait (from_region);

ALTER TABLE portrait ADD COLUMN problems TEXT DEFAULT '[]' NOT NULL;

ALTER TABLE portrait ADD COLUMN advice TEXT DEFAULT '[]' NOT NULL;

ALTER TABLE portrait ADD COLUMN checked_by TEXT DEFAULT '' NOT NULL;

CREATE TABLE face_search (
    sha256 TEXT NOT NULL,
    engine TEXT NOT NULL,
    depth TEXT NOT NULL,
    sensitivity TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    faces TEXT NOT NULL,
    CONSTRAINT pk_face_search PRIMARY KEY (sha256, engine, depth, sensitivity),
    CONSTRAINT ck_face_search_depth CHECK (depth IN ('near', 'usual', 'thorough')),
    CONSTRAINT ck_face_search_sensitivity CHECK (sensitivity IN ('usual', 'more', 'most'))
);

CREATE TABLE face_group (
    region_id INTEGER NOT NULL,
    group_number INTEGER NOT NULL,
    CONSTRAINT pk_face_group PRIMARY KEY (region_id),
    CONSTRAINT fk_face_group_region_id FOREIGN KEY (region_id)
        REFERENCES region (id) ON DELETE CASCADE
);

CREATE INDEX ix_face_group_group_number ON face_group (group_number);
