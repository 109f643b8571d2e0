ALTER TABLE channel ADD COLUMN naming TEXT DEFAULT '{event}-{date}-{number}' NOT NULL;

ALTER TABLE channel ADD COLUMN folder_per_event INTEGER DEFAULT 0 NOT NULL
    CONSTRAINT ck_channel_folder_per_event CHECK (folder_per_event IN (0, 1));

ALTER TABLE channel ADD COLUMN file_type TEXT DEFAULT 'jpeg' NOT NULL
    CONSTRAINT ck_channel_file_type CHECK (file_type IN ('jpeg', 'png'));

ALTER TABLE channel ADD COLUMN most_kilobytes INTEGER;

ALTER TABLE released_file ADD COLUMN published_at TEXT;

ALTER TABLE released_file ADD COLUMN looks INTEGER;

CREATE TABLE released_person (
    released_file_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    CONSTRAINT pk_released_person PRIMARY KEY (released_file_id, person_id),
    CONSTRAINT fk_released_person_released_file_id FOREIGN KEY (released_file_id)
        REFERENCES released_file (id) ON DELETE CASCADE,
    CONSTRAINT fk_released_person_person_id FOREIGN KEY (person_id) REFERENCES person (id)
);

CREATE INDEX ix_released_person_person_id ON released_person (person_id);

CREATE TABLE clearance_record (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sign_off_id INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    page TEXT NOT NULL,
    facts TEXT NOT NULL,
    CONSTRAINT fk_clearance_record_sign_off_id FOREIGN KEY (sign_off_id) REFERENCES sign_off (id)
);

CREATE INDEX ix_clearance_record_sign_off_id ON clearance_record (sign_off_id);
