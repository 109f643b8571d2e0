ALTER TABLE channel ADD COLUMN takes TEXT DEFAULT '[]' NOT NULL;

ALTER TABLE channel ADD COLUMN alone_purposes TEXT DEFAULT '[]' NOT NULL;

ALTER TABLE channel ADD COLUMN handle TEXT DEFAULT '' NOT NULL;

ALTER TABLE channel ADD COLUMN audience TEXT DEFAULT '' NOT NULL;

ALTER TABLE channel ADD COLUMN managers TEXT DEFAULT '[]' NOT NULL;

ALTER TABLE channel ADD COLUMN risk_assessed_by TEXT DEFAULT '' NOT NULL;

ALTER TABLE channel ADD COLUMN risk_assessed_on TEXT;

ALTER TABLE channel ADD COLUMN approved_by TEXT DEFAULT '' NOT NULL;

ALTER TABLE channel ADD COLUMN approved_on TEXT;

ALTER TABLE channel ADD COLUMN review_on TEXT;

ALTER TABLE batch ADD COLUMN kind TEXT DEFAULT 'event' NOT NULL
    CONSTRAINT ck_batch_kind CHECK (
        kind IN (
            'event', 'achievement', 'trip', 'sport', 'swim_or_gym', 'performance', 'festival',
            'lesson', 'promotion', 'evidence'
        )
    );

ALTER TABLE batch ADD COLUMN off_site INTEGER DEFAULT 0 NOT NULL
    CONSTRAINT ck_batch_off_site CHECK (off_site IN (0, 1));

ALTER TABLE school_device ADD COLUMN kept_by TEXT DEFAULT '' NOT NULL;

ALTER TABLE school_device ADD COLUMN state TEXT DEFAULT 'in_use' NOT NULL
    CONSTRAINT ck_school_device_state CHECK (state IN ('in_use', 'lost', 'retired'));

ALTER TABLE school_matching ADD COLUMN jurisdiction TEXT
    CONSTRAINT ck_school_matching_jurisdiction CHECK (
        jurisdiction IN ('england_and_wales', 'scotland', 'northern_ireland', 'other')
    );

ALTER TABLE school_matching ADD COLUMN notice_version TEXT DEFAULT '' NOT NULL;

ALTER TABLE sign_off ADD COLUMN alone_because TEXT DEFAULT '' NOT NULL;

UPDATE batch SET revision = revision + 1;

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

CREATE TABLE event_agreement (
    batch_id INTEGER NOT NULL,
    head TEXT NOT NULL,
    agreed_at TEXT NOT NULL,
    CONSTRAINT pk_event_agreement PRIMARY KEY (batch_id),
    CONSTRAINT fk_event_agreement_batch_id FOREIGN KEY (batch_id) REFERENCES batch (id)
);
