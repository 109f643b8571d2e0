ALTER TABLE person ADD COLUMN date_of_birth TEXT;

ALTER TABLE person ADD COLUMN year_group TEXT DEFAULT '' NOT NULL;

ALTER TABLE person ADD COLUMN legal_first_name TEXT DEFAULT '' NOT NULL;

ALTER TABLE person ADD COLUMN legal_last_name TEXT DEFAULT '' NOT NULL;

ALTER TABLE person ADD COLUMN former_upns TEXT DEFAULT '[]' NOT NULL;

CREATE TABLE consent_source (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    headers TEXT NOT NULL,
    settled TEXT NOT NULL,
    CONSTRAINT uq_consent_source_name UNIQUE (name)
);

CREATE TABLE sheet_import (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    source_id INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    as_of TEXT,
    done_by TEXT NOT NULL,
    done_at TEXT NOT NULL,
    loosened_by TEXT NOT NULL,
    people_added TEXT NOT NULL,
    flags_set TEXT NOT NULL,
    headers TEXT NOT NULL,
    settled TEXT NOT NULL,
    undone_by TEXT NOT NULL,
    undone_at TEXT,
    CONSTRAINT ck_sheet_import_undone CHECK (undone_at IS NOT NULL OR undone_by = ''),
    CONSTRAINT fk_sheet_import_source_id FOREIGN KEY (source_id) REFERENCES consent_source (id)
);

CREATE INDEX ix_sheet_import_source_id ON sheet_import (source_id);

CREATE TABLE sheet_scope (
    import_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    CONSTRAINT pk_sheet_scope PRIMARY KEY (import_id, person_id, purpose),
    CONSTRAINT fk_sheet_scope_import_id FOREIGN KEY (import_id) REFERENCES sheet_import (id),
    CONSTRAINT fk_sheet_scope_person_id FOREIGN KEY (person_id)
        REFERENCES person (id) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE INDEX ix_sheet_scope_person_id ON sheet_scope (person_id);

CREATE TABLE alias (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    written TEXT NOT NULL,
    class_name TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    import_id INTEGER,
    CONSTRAINT uq_alias_person_id_written_class_name UNIQUE (person_id, written, class_name),
    CONSTRAINT fk_alias_person_id FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT fk_alias_import_id FOREIGN KEY (import_id) REFERENCES sheet_import (id)
);

ALTER TABLE answer ADD COLUMN import_id INTEGER
    CONSTRAINT fk_answer_import_id REFERENCES sheet_import (id);

ALTER TABLE answer ADD COLUMN replaced_by INTEGER
    CONSTRAINT ck_answer_replaced CHECK (replaced_by IS NULL OR replaced_at IS NOT NULL)
    CONSTRAINT fk_answer_replaced_by REFERENCES sheet_import (id);

CREATE INDEX ix_answer_live ON answer (person_id) WHERE replaced_at IS NULL;

INSERT INTO consent_source (name, headers, settled)
SELECT 'ConsentDesk workbook', '[]', '{}'
WHERE EXISTS (SELECT 1 FROM answer WHERE source_kind = 'sheet' AND replaced_at IS NULL);

INSERT INTO sheet_import (
    source_id, file_name, sha256, done_by, done_at, loosened_by, people_added, flags_set, headers, settled,
    undone_by
)
SELECT
    id, 'Earlier sheets', '', '',
    (SELECT max(recorded_at) FROM answer WHERE source_kind = 'sheet' AND replaced_at IS NULL),
    '', '[]', '[]', '[]', '{}', ''
FROM consent_source;

UPDATE answer SET import_id = (SELECT id FROM sheet_import)
WHERE source_kind = 'sheet' AND replaced_at IS NULL;

INSERT INTO sheet_scope (import_id, person_id, purpose)
SELECT DISTINCT import_id, person_id, purpose FROM answer WHERE import_id IS NOT NULL;

CREATE TRIGGER answer_refuses_change BEFORE UPDATE OF
    id, person_id, source_kind, purpose, status, limits, given_by, given_on, expires_on, wording,
    source, import_note, recorded_at, import_id
ON answer
BEGIN
    SELECT RAISE(ABORT, 'an answer is only ever marked replaced');
END;

CREATE TRIGGER answer_refuses_second_mark BEFORE UPDATE ON answer WHEN OLD.replaced_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an answer is marked replaced once');
END;

CREATE TRIGGER answer_refuses_delete BEFORE DELETE ON answer
WHEN EXISTS (SELECT 1 FROM person WHERE id = OLD.person_id)
BEGIN
    SELECT RAISE(ABORT, 'an answer goes with its person only');
END;
