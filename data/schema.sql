-- The ConsentDesk library: the reviewed picture of the current schema.
--
-- New libraries are created from this file, older ones get here through the migrations in
-- consentdesk/store/migrations; a test compares this file, the migrations and the mapped classes.
--
-- Days are TEXT as 2026-06-12, moments TEXT as ISO 8601, lists TEXT as JSON, yes and no INTEGER
-- as 1 and 0, files are names in the encrypted vault. AUTOINCREMENT: the number of a removed row
-- is never given to another one. Every word that names a state is checked, so that a state that
-- does not exist cannot be stored.

-- Which migration this schema corresponds to; one row.
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- ------------------------------------------------------------------------------------------------
-- The school's people and what they agreed to
-- ------------------------------------------------------------------------------------------------

-- A pupil or an adult. "key" is what identifies the person beyond doubt, such as the UPN.
-- protected: never to be published; why is not kept anywhere. Legal names only help to find the
-- row of a sheet and are never shown. former_upns: numbers the pupil had before.
CREATE TABLE person (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    kind TEXT NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    class_name TEXT NOT NULL,
    admission_number TEXT NOT NULL,
    protected INTEGER NOT NULL,
    child_objects INTEGER NOT NULL,
    left_on TEXT,
    date_of_birth TEXT,
    year_group TEXT DEFAULT '' NOT NULL,
    legal_first_name TEXT DEFAULT '' NOT NULL,
    legal_last_name TEXT DEFAULT '' NOT NULL,
    former_upns TEXT DEFAULT '[]' NOT NULL,
    CONSTRAINT uq_person_key UNIQUE ("key"),
    CONSTRAINT ck_person_kind CHECK (kind IN ('pupil', 'adult')),
    CONSTRAINT ck_person_protected CHECK (protected IN (0, 1)),
    CONSTRAINT ck_person_child_objects CHECK (child_objects IN (0, 1))
);

-- A register photo of a person; the picture itself lies in the vault. from_region: the face in a
-- photo it was cut from, if any, with which it goes. problems: why it cannot be compared with;
-- advice: what would make a better portrait; both in sentences, as the engine checked_by judged
-- it; no engine judged it yet when that is empty.
CREATE TABLE portrait (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    picture TEXT NOT NULL,
    taken_on TEXT,
    from_region INTEGER,
    problems TEXT DEFAULT '[]' NOT NULL,
    advice TEXT DEFAULT '[]' NOT NULL,
    checked_by TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_portrait_person_id FOREIGN KEY (person_id)
        REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT fk_portrait_from_region FOREIGN KEY (from_region)
        REFERENCES region (id) ON DELETE CASCADE
);
CREATE INDEX ix_portrait_person_id ON portrait (person_id);
CREATE INDEX ix_portrait_from_region ON portrait (from_region);

-- A kind of sheet the school gets again and again. headers: what recognises it; settled: answers to
-- questions about its columns and words, by question key, as a JSON object.
CREATE TABLE consent_source (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    headers TEXT NOT NULL,
    settled TEXT NOT NULL,
    CONSTRAINT uq_consent_source_name UNIQUE (name)
);

-- One committed sheet; an undone one stays on record. as_of: the day whose state it shows.
-- loosened_by: second person who agreed to what became less strict; empty when nothing did.
-- flags_set: protections and objections it recorded, as JSON pairs of person and field. headers
-- and settled: what it taught about its source, for when a later import is undone.
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

-- What an import spoke about, also where it holds no answer: undoing another one needs to know.
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

-- A way of writing a pupil's name that a person approved; in plain form, as is the class beside it.
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

-- One reply by one person about one purpose. Live while replaced_at is empty; a new import of the
-- same source, or the office, marks the old ones replaced, so the history stays; replaced_by: the
-- import that did. source_kind: sheet or office. import_id: the sheet it stood in; a copy that an
-- undone import brought back keeps it and has import_note "restored".
CREATE TABLE answer (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    source_kind TEXT NOT NULL,
    purpose TEXT NOT NULL,
    status TEXT NOT NULL,
    limits TEXT NOT NULL,
    given_by TEXT NOT NULL,
    given_on TEXT,
    expires_on TEXT,
    wording TEXT NOT NULL,
    source TEXT NOT NULL,
    import_note TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    replaced_at TEXT,
    import_id INTEGER,
    replaced_by INTEGER,
    CONSTRAINT ck_answer_status CHECK (
        status IN (
            'granted', 'granted_with_limits', 'pending', 'not_asked', 'unreadable', 'withdrawn',
            'refused'
        )
    ),
    CONSTRAINT ck_answer_replaced CHECK (replaced_by IS NULL OR replaced_at IS NOT NULL),
    CONSTRAINT fk_answer_person_id FOREIGN KEY (person_id) REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT fk_answer_import_id FOREIGN KEY (import_id) REFERENCES sheet_import (id),
    CONSTRAINT fk_answer_replaced_by FOREIGN KEY (replaced_by) REFERENCES sheet_import (id)
);
CREATE INDEX ix_answer_person_id ON answer (person_id);
CREATE INDEX ix_answer_live ON answer (person_id) WHERE replaced_at IS NULL;
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
-- A person who is removed is gone before the answers go along.
CREATE TRIGGER answer_refuses_delete BEFORE DELETE ON answer
WHEN EXISTS (SELECT 1 FROM person WHERE id = OLD.person_id)
BEGIN
    SELECT RAISE(ABORT, 'an answer goes with its person only');
END;

-- One row: counts every change of people, answers and channels.
CREATE TABLE register_state (
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_register_state PRIMARY KEY (id),
    CONSTRAINT ck_register_state_only_one CHECK (id = 1)
);

-- An account or outlet. purposes: everything a person must have agreed to. most_identifiable: how
-- recognisable somebody may be there at most. naming: pattern of the file names. most_kilobytes: of
-- a file, in units of 1000 bytes; NULL is no limit. takes: kinds of events, none is nearly every
-- kind. alone_purposes: asked besides of whoever is in a picture alone. Nothing goes to it without
-- two managers, a risk assessment and an approval until review_on.
CREATE TABLE channel (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    purposes TEXT NOT NULL,
    folder TEXT NOT NULL,
    long_edge INTEGER NOT NULL,
    quality INTEGER NOT NULL,
    is_open INTEGER NOT NULL,
    most_identifiable TEXT DEFAULT 'portrait' NOT NULL,
    naming TEXT DEFAULT '{event}-{date}-{number}' NOT NULL,
    folder_per_event INTEGER DEFAULT 0 NOT NULL,
    file_type TEXT DEFAULT 'jpeg' NOT NULL,
    most_kilobytes INTEGER,
    takes TEXT DEFAULT '[]' NOT NULL,
    alone_purposes TEXT DEFAULT '[]' NOT NULL,
    handle TEXT DEFAULT '' NOT NULL,
    audience TEXT DEFAULT '' NOT NULL,
    managers TEXT DEFAULT '[]' NOT NULL,
    risk_assessed_by TEXT DEFAULT '' NOT NULL,
    risk_assessed_on TEXT,
    approved_by TEXT DEFAULT '' NOT NULL,
    approved_on TEXT,
    review_on TEXT,
    CONSTRAINT ck_channel_most_identifiable CHECK (
        most_identifiable IN ('distant', 'in_a_group', 'recognisable', 'portrait')
    ),
    CONSTRAINT ck_channel_file_type CHECK (file_type IN ('jpeg', 'png')),
    CONSTRAINT ck_channel_folder_per_event CHECK (folder_per_event IN (0, 1)),
    CONSTRAINT ck_channel_is_open CHECK (is_open IN (0, 1))
);

-- ------------------------------------------------------------------------------------------------
-- Matching and the law (design section 5)
-- ------------------------------------------------------------------------------------------------

-- The school's decision to allow matching; the latest row counts, the history stays.
CREATE TABLE school_matching (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    dpia_reference TEXT NOT NULL,
    dpia_date TEXT NOT NULL,
    dpo_advice TEXT NOT NULL,
    approver TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    open_batches INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    jurisdiction TEXT,
    notice_version TEXT DEFAULT '' NOT NULL,
    CONSTRAINT ck_school_matching_jurisdiction CHECK (
        jurisdiction IN ('england_and_wales', 'scotland', 'northern_ireland', 'other')
    ),
    CONSTRAINT ck_school_matching_open_batches CHECK (open_batches IN (0, 1))
);

-- A permission of its own, never derived from answers; the latest row of a person counts.
CREATE TABLE biometric_permission (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    every_parent_told_on TEXT,
    given_by TEXT NOT NULL,
    given_on TEXT,
    evidence TEXT NOT NULL,
    expires_on TEXT,
    objection INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    CONSTRAINT ck_biometric_permission_objection CHECK (objection IN (0, 1)),
    CONSTRAINT fk_biometric_permission_person_id FOREIGN KEY (person_id)
        REFERENCES person (id) ON DELETE CASCADE
);
CREATE INDEX ix_biometric_permission_person_id ON biometric_permission (person_id);

-- What a portrait is compared by. Removed at once on withdrawal or leaving.
CREATE TABLE reference_vector (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    portrait_id INTEGER NOT NULL,
    engine TEXT NOT NULL,
    vector BLOB NOT NULL,
    CONSTRAINT uq_reference_vector_portrait_id_engine UNIQUE (portrait_id, engine),
    CONSTRAINT fk_reference_vector_person_id FOREIGN KEY (person_id)
        REFERENCES person (id) ON DELETE CASCADE,
    CONSTRAINT fk_reference_vector_portrait_id FOREIGN KEY (portrait_id)
        REFERENCES portrait (id) ON DELETE CASCADE
);
CREATE INDEX ix_reference_vector_person_id ON reference_vector (person_id);

-- ------------------------------------------------------------------------------------------------
-- Batches and their photos
-- ------------------------------------------------------------------------------------------------

-- The photos of one event. revision counts every change of a photo, region or decision.
CREATE TABLE batch (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    event TEXT NOT NULL,
    event_date TEXT NOT NULL,
    purpose TEXT NOT NULL,
    classes TEXT NOT NULL,
    closed_roster INTEGER NOT NULL,
    closed_for_matching INTEGER NOT NULL,
    mode TEXT NOT NULL,
    revision INTEGER NOT NULL,
    kind TEXT DEFAULT 'event' NOT NULL,
    off_site INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT ck_batch_off_site CHECK (off_site IN (0, 1)),
    CONSTRAINT ck_batch_kind CHECK (
        kind IN (
            'event', 'achievement', 'trip', 'sport', 'swim_or_gym', 'performance', 'festival',
            'lesson', 'promotion', 'evidence'
        )
    ),
    CONSTRAINT ck_batch_mode CHECK (mode IN ('look', 'match')),
    CONSTRAINT ck_batch_closed_roster CHECK (closed_roster IN (0, 1)),
    CONSTRAINT ck_batch_closed_for_matching CHECK (closed_for_matching IN (0, 1))
);

-- Cameras and iPads the school owns.
CREATE TABLE school_device (
    id INTEGER NOT NULL,
    make TEXT NOT NULL,
    model TEXT NOT NULL,
    serial TEXT NOT NULL,
    kept_by TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT 'in_use' NOT NULL,
    CONSTRAINT ck_school_device_state CHECK (state IN ('in_use', 'lost', 'retired')),
    CONSTRAINT pk_school_device PRIMARY KEY (id),
    CONSTRAINT uq_school_device_make_model_serial UNIQUE (make, model, serial)
);

-- One bringing-in of files; undone ones stay on record without their photos.
CREATE TABLE import_run (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    batch_id INTEGER NOT NULL,
    sources TEXT NOT NULL,
    found INTEGER NOT NULL,
    finished INTEGER NOT NULL,
    undone INTEGER NOT NULL,
    CONSTRAINT ck_import_run_finished CHECK (finished IN (0, 1)),
    CONSTRAINT ck_import_run_undone CHECK (undone IN (0, 1)),
    CONSTRAINT fk_import_run_batch_id FOREIGN KEY (batch_id) REFERENCES batch (id)
);
CREATE INDEX ix_import_run_batch_id ON import_run (batch_id);

-- A file that came along and is no photo to check: nothing is ignored in silence.
CREATE TABLE listed_file (
    id INTEGER NOT NULL,
    batch_id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    code TEXT NOT NULL,
    sentence TEXT NOT NULL,
    CONSTRAINT pk_listed_file PRIMARY KEY (id),
    CONSTRAINT fk_listed_file_batch_id FOREIGN KEY (batch_id) REFERENCES batch (id),
    CONSTRAINT fk_listed_file_import_id FOREIGN KEY (import_id) REFERENCES import_run (id)
);
CREATE INDEX ix_listed_file_batch_id ON listed_file (batch_id);
CREATE INDEX ix_listed_file_import_id ON listed_file (import_id);

-- A photo. original, thumbnail and screen lie in the vault; width and height are upright
-- pixels; likeness is a 64-bit hash of the whole picture, kept as a signed number. searched: how
-- deep faces were looked for so far; wanted: how deep they are to be looked for before the photo
-- counts as checked, which it never does with near faces alone. Of a deleted photo only the name
-- and the fingerprint are left, so that it is not brought in again unnoticed; of a retired one also
-- what was decided.
CREATE TABLE photo (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    batch_id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    kind TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    original TEXT NOT NULL,
    thumbnail TEXT NOT NULL,
    screen TEXT NOT NULL,
    taken_at TEXT,
    device_make TEXT,
    device_model TEXT,
    device_serial TEXT,
    likeness INTEGER NOT NULL,
    state TEXT NOT NULL,
    problem TEXT NOT NULL,
    engine TEXT NOT NULL,
    searched TEXT,
    wanted TEXT DEFAULT 'usual' NOT NULL,
    CONSTRAINT uq_photo_batch_id_sha256 UNIQUE (batch_id, sha256),
    CONSTRAINT ck_photo_state CHECK (
        state IN ('brought_in', 'checked', 'failed', 'set_aside', 'deleted', 'retired')
    ),
    CONSTRAINT ck_photo_has_size CHECK (width > 0 AND height > 0),
    CONSTRAINT ck_photo_searched CHECK (searched IN ('near', 'usual', 'thorough')),
    CONSTRAINT ck_photo_searched_whole CHECK (state <> 'checked' OR searched <> 'near'),
    CONSTRAINT ck_photo_wanted CHECK (wanted IN ('usual', 'thorough')),
    CONSTRAINT fk_photo_batch_id FOREIGN KEY (batch_id) REFERENCES batch (id),
    CONSTRAINT fk_photo_import_id FOREIGN KEY (import_id) REFERENCES import_run (id)
);
CREATE INDEX ix_photo_import_id ON photo (import_id);

-- A face that was found or an area that was drawn; upright full-resolution pixels. subject: a face,
-- a figure whose face is not visible, or writing. seen_ms: for how long it stood enlarged before a
-- person as its frame is now. turn: 0 face-on to 1 profile, NULL when it is not known.
CREATE TABLE region (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    photo_id INTEGER NOT NULL,
    x INTEGER NOT NULL,
    y INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    origin TEXT NOT NULL,
    size TEXT NOT NULL,
    score REAL NOT NULL,
    picture TEXT NOT NULL,
    seen_ms INTEGER DEFAULT 0 NOT NULL,
    subject TEXT DEFAULT 'face' NOT NULL,
    turn REAL,
    CONSTRAINT ck_region_origin CHECK (origin IN ('found', 'drawn')),
    CONSTRAINT ck_region_size CHECK (size IN ('face', 'maybe', 'too_small')),
    CONSTRAINT ck_region_has_size CHECK (width > 0 AND height > 0),
    CONSTRAINT ck_region_subject CHECK (subject IN ('face', 'figure', 'writing')),
    CONSTRAINT fk_region_photo_id FOREIGN KEY (photo_id) REFERENCES photo (id) ON DELETE CASCADE
);
CREATE INDEX ix_region_photo_id ON region (photo_id);

-- What a detector found in a file, so that it need not look again. faces is JSON: for each the
-- box, the score and five points, in upright full-resolution pixels. Removed when no photo is made
-- of the file any more, or another detector is in use.
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

-- What the machine proposes about a region; never a decision.
CREATE TABLE suggestion (
    region_id INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_suggestion PRIMARY KEY (region_id),
    CONSTRAINT ck_suggestion_outcome CHECK (
        outcome IN (
            'suggestion', 'no_suggestion', 'cannot_tell'
        )
    ),
    CONSTRAINT fk_suggestion_region_id FOREIGN KEY (region_id)
        REFERENCES region (id) ON DELETE CASCADE
);

-- The people a suggestion names; place 0 is the likeliest. look_alike: named because a likelier
-- one and this person look so alike that distance cannot tell them apart.
CREATE TABLE candidate (
    region_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    distance REAL NOT NULL,
    words TEXT NOT NULL,
    look_alike INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_candidate PRIMARY KEY (region_id, place),
    CONSTRAINT ck_candidate_look_alike CHECK (look_alike IN (0, 1)),
    CONSTRAINT fk_candidate_region_id FOREIGN KEY (region_id)
        REFERENCES suggestion (region_id) ON DELETE CASCADE,
    CONSTRAINT fk_candidate_person_id FOREIGN KEY (person_id)
        REFERENCES person (id) ON DELETE CASCADE
);
CREATE INDEX ix_candidate_person_id ON candidate (person_id);

-- Which faces of a batch look like one person, whoever that is; goes wherever suggestions go.
-- group_number: the lowest region of the group, so that no two groups share one. A compared face
-- that is like no other has a row, too; one without a row waits to be grouped.
CREATE TABLE face_group (
    region_id INTEGER NOT NULL,
    group_number INTEGER NOT NULL,
    CONSTRAINT pk_face_group PRIMARY KEY (region_id),
    CONSTRAINT fk_face_group_region_id FOREIGN KEY (region_id)
        REFERENCES region (id) ON DELETE CASCADE
);
CREATE INDEX ix_face_group_group_number ON face_group (group_number);

-- ------------------------------------------------------------------------------------------------
-- What people decided
-- ------------------------------------------------------------------------------------------------

-- One thing a person did to one photo. Taken back by undone_at, never removed;
-- undone_after is the newest action of the batch at that moment: redo holds until a newer one;
-- 0 where it had lapsed before a photo was deleted.
-- change: what it changed besides, JSON. together: the first of several actions that are one thing
-- done to several photos and are taken back together.
CREATE TABLE review_action (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    photo_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    done_by TEXT NOT NULL,
    done_at TEXT NOT NULL,
    register_version INTEGER NOT NULL,
    drawn INTEGER,
    reason TEXT NOT NULL,
    undone_at TEXT,
    undone_after INTEGER,
    undone_by TEXT NOT NULL,
    redone_by TEXT NOT NULL,
    look_outs TEXT NOT NULL,
    change TEXT DEFAULT '' NOT NULL,
    together INTEGER,
    CONSTRAINT ck_review_action_kind CHECK (
        kind IN (
            'decide', 'draw', 'look', 'hold', 'let_go', 'exclusion_check', 'recheck', 'reshape',
            'remove', 'crop', 'checks', 'smaller', 'refer', 'answer_referral', 'regroup',
            'not_this_person', 'carry'
        )
    ),
    CONSTRAINT ck_review_action_undone CHECK ((undone_at IS NULL) = (undone_after IS NULL)),
    CONSTRAINT fk_review_action_photo_id FOREIGN KEY (photo_id)
        REFERENCES photo (id) ON DELETE CASCADE,
    CONSTRAINT fk_review_action_drawn FOREIGN KEY (drawn) REFERENCES region (id) ON DELETE SET NULL
);
CREATE INDEX ix_review_action_photo_id ON review_action (photo_id);

-- A region's other box, and the face enlarged from it.
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

-- Somebody who asked not to be in the photos of a batch; no reason is asked for or kept.
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

-- The decisions an action took; an empty kind makes the region undecided again.
CREATE TABLE settled (
    action_id INTEGER NOT NULL,
    place INTEGER NOT NULL,
    region_id INTEGER NOT NULL,
    kind TEXT,
    person_id INTEGER,
    CONSTRAINT pk_settled PRIMARY KEY (action_id, place),
    CONSTRAINT ck_settled_kind CHECK (
        kind IN (
            'this_pupil', 'this_adult', 'visitor', 'cannot_be_recognised', 'not_a_face', 'cover',
            'crop_away', 'no_look_out', 'mosaic'
        )
    ),
    CONSTRAINT ck_settled_named CHECK (
        coalesce(kind IN ('this_pupil', 'this_adult'), 0) = (person_id IS NOT NULL)
    ),
    CONSTRAINT fk_settled_action_id FOREIGN KEY (action_id)
        REFERENCES review_action (id) ON DELETE CASCADE,
    CONSTRAINT fk_settled_region_id FOREIGN KEY (region_id)
        REFERENCES region (id) ON DELETE CASCADE,
    CONSTRAINT fk_settled_person_id FOREIGN KEY (person_id) REFERENCES person (id)
);
CREATE INDEX ix_settled_region_id ON settled (region_id);

-- ------------------------------------------------------------------------------------------------
-- What was released
-- ------------------------------------------------------------------------------------------------

-- A second person's release of a batch as it stood at that register version and revision.
-- alone_because: why the head signed what the head had prepared; empty when a second person did.
CREATE TABLE sign_off (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    batch_id INTEGER NOT NULL,
    preparers TEXT NOT NULL,
    approver TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    register_version INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    alone_because TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_sign_off_batch_id FOREIGN KEY (batch_id) REFERENCES batch (id)
);
CREATE INDEX ix_sign_off_batch_id ON sign_off (batch_id);

-- The photo and channel pairs a sign-off releases.
CREATE TABLE clearance (
    sign_off_id INTEGER NOT NULL,
    photo_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    CONSTRAINT pk_clearance PRIMARY KEY (sign_off_id, photo_id, channel_id),
    CONSTRAINT fk_clearance_sign_off_id FOREIGN KEY (sign_off_id)
        REFERENCES sign_off (id) ON DELETE CASCADE,
    CONSTRAINT fk_clearance_photo_id FOREIGN KEY (photo_id) REFERENCES photo (id) ON DELETE CASCADE,
    CONSTRAINT fk_clearance_channel_id FOREIGN KEY (channel_id) REFERENCES channel (id)
);
CREATE INDEX ix_clearance_photo_id ON clearance (photo_id);

-- A published copy, on record before it is written; a photo with one is not removed. looks: 64 bits
-- that nearly equal pictures share but for a few.
CREATE TABLE released_file (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sign_off_id INTEGER NOT NULL,
    photo_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    folder TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    state TEXT NOT NULL,
    problem TEXT NOT NULL,
    published_at TEXT,
    looks INTEGER,
    CONSTRAINT ck_released_file_state CHECK (
        state IN ('writing', 'published', 'refused', 'replaced', 'taken_down', 'gone')
    ),
    CONSTRAINT ck_released_file_fingerprint CHECK (state <> 'published' OR sha256 <> ''),
    CONSTRAINT fk_released_file_sign_off_id FOREIGN KEY (sign_off_id) REFERENCES sign_off (id),
    CONSTRAINT fk_released_file_photo_id FOREIGN KEY (photo_id) REFERENCES photo (id),
    CONSTRAINT fk_released_file_channel_id FOREIGN KEY (channel_id) REFERENCES channel (id)
);
CREATE INDEX ix_released_file_photo_id ON released_file (photo_id);
CREATE INDEX ix_released_file_sign_off_id ON released_file (sign_off_id);

-- Who is in a published copy, so that a withdrawal finds it.
CREATE TABLE released_person (
    released_file_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    CONSTRAINT pk_released_person PRIMARY KEY (released_file_id, person_id),
    CONSTRAINT fk_released_person_released_file_id FOREIGN KEY (released_file_id)
        REFERENCES released_file (id) ON DELETE CASCADE,
    CONSTRAINT fk_released_person_person_id FOREIGN KEY (person_id) REFERENCES person (id)
);
CREATE INDEX ix_released_person_person_id ON released_person (person_id);

-- The page that proves a release: page (PDF) and facts (JSON) are entries of the vault.
CREATE TABLE clearance_record (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    sign_off_id INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    page TEXT NOT NULL,
    facts TEXT NOT NULL,
    CONSTRAINT fk_clearance_record_sign_off_id FOREIGN KEY (sign_off_id) REFERENCES sign_off (id)
);
CREATE INDEX ix_clearance_record_sign_off_id ON clearance_record (sign_off_id);

-- ------------------------------------------------------------------------------------------------
-- The school and its staff
-- ------------------------------------------------------------------------------------------------

-- One row: what the school settled about itself. school_year_ends: month and day on which what
-- staff read or attended runs out; originals_days: after the last copy was published.
CREATE TABLE school_profile (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    policy_approved_by TEXT NOT NULL,
    policy_approved_on TEXT,
    policy_review_on TEXT,
    notice_version TEXT NOT NULL,
    notice_given_on TEXT,
    documents TEXT NOT NULL,
    school_year_ends TEXT NOT NULL,
    head_per_event INTEGER NOT NULL,
    sign_off_hours INTEGER NOT NULL,
    originals_days INTEGER NOT NULL,
    idle_minutes INTEGER NOT NULL,
    backup_days INTEGER NOT NULL,
    CONSTRAINT pk_school_profile PRIMARY KEY (id),
    CONSTRAINT ck_school_profile_only_one CHECK (id = 1),
    CONSTRAINT ck_school_profile_head_per_event CHECK (head_per_event IN (0, 1))
);

-- Somebody with an account; a leaver's row stays. password: Argon2id with its parameters and salt,
-- as the PHC string. wait_until: no password is tried before, after wrong_passwords in a row.
CREATE TABLE staff (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    password TEXT NOT NULL,
    granted_by TEXT NOT NULL,
    granted_on TEXT NOT NULL,
    left_on TEXT,
    wrong_passwords INTEGER DEFAULT 0 NOT NULL,
    wait_until TEXT,
    CONSTRAINT uq_staff_name UNIQUE (name)
);

-- Something a member of staff read, attended or signed; the latest of a kind counts until
-- expires_on. version: of the policy; signed_with: the other name under the agreement.
CREATE TABLE staff_paper (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    staff_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    done_on TEXT NOT NULL,
    expires_on TEXT NOT NULL,
    version TEXT NOT NULL,
    signed_with TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    CONSTRAINT ck_staff_paper_kind CHECK (kind IN ('policy', 'training', 'agreement')),
    CONSTRAINT fk_staff_paper_staff_id FOREIGN KEY (staff_id) REFERENCES staff (id) ON DELETE CASCADE
);
CREATE INDEX ix_staff_paper_staff_id ON staff_paper (staff_id);

-- The head agreed to photos of an event.
CREATE TABLE event_agreement (
    batch_id INTEGER NOT NULL,
    head TEXT NOT NULL,
    agreed_at TEXT NOT NULL,
    CONSTRAINT pk_event_agreement PRIMARY KEY (batch_id),
    CONSTRAINT fk_event_agreement_batch_id FOREIGN KEY (batch_id) REFERENCES batch (id)
);

-- ------------------------------------------------------------------------------------------------
-- The audit trail and small things
-- ------------------------------------------------------------------------------------------------

-- Who did what. chained: SHA-256 over the line before and this line, so that a changed or
-- removed line shows. at and detail are kept as the very text that was hashed.
CREATE TABLE audit (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    chained TEXT NOT NULL
);
CREATE TRIGGER audit_refuses_update BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail can only be added to');
END;
CREATE TRIGGER audit_refuses_delete BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail can only be added to');
END;

-- Remembered choices, by name.
CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (name)
);
