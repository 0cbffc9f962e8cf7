-- What a tenant looks like and looked like. Times are whole seconds since 1970, UTC.
CREATE TABLE tenant (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    -- Counts up with everything that changes devices: what was worked out before is old then.
    version INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE snapshot (
    tenant INTEGER NOT NULL,
    taken_at INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, taken_at)
) WITHOUT ROWID;
-- When each source was last read whole: the lower bound of whatever it shows next.
CREATE TABLE look (
    tenant INTEGER NOT NULL,
    source TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (tenant, source)
) WITHOUT ROWID;
CREATE TABLE today (tenant INTEGER PRIMARY KEY, body TEXT NOT NULL);
-- What devices share, once per combination, with the number of devices that have it.
CREATE TABLE traits (
    tenant INTEGER NOT NULL,
    id INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    standing TEXT NOT NULL,
    cause TEXT NOT NULL,
    family TEXT NOT NULL,
    gate TEXT NOT NULL,
    action TEXT NOT NULL,
    erase TEXT NOT NULL,
    platform TEXT NOT NULL,
    model TEXT NOT NULL,
    source TEXT NOT NULL,
    server TEXT NOT NULL,
    finding TEXT NOT NULL,
    devices INTEGER NOT NULL,
    PRIMARY KEY (tenant, id)
) WITHOUT ROWID;
CREATE TABLE device (
    tenant INTEGER NOT NULL,
    serial TEXT NOT NULL,
    digest INTEGER NOT NULL,
    traits INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    holder TEXT NOT NULL,
    holder_folded TEXT NOT NULL,
    ordered TEXT NOT NULL,
    ordered_folded TEXT NOT NULL,
    probability INTEGER NOT NULL,
    cause_since INTEGER NOT NULL,
    gate_since INTEGER NOT NULL,
    standing_since INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    -- Only of a device that is not named any more: else it would be written with every look.
    last_seen INTEGER,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (tenant, serial)
) WITHOUT ROWID;
CREATE INDEX device_by_traits ON device (tenant, traits, serial);
CREATE INDEX device_by_rank ON device (tenant, rank, serial, traits);
CREATE INDEX device_by_since ON device (tenant, cause_since, serial, traits);
CREATE INDEX device_by_change ON device (tenant, changed_at, serial, traits);
CREATE INDEX device_by_holder ON device (tenant, holder_folded, serial) WHERE holder_folded <> '';
CREATE INDEX device_by_order ON device (tenant, ordered_folded, serial) WHERE ordered_folded <> '';
CREATE TABLE document (
    tenant INTEGER NOT NULL,
    serial TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (tenant, serial)
) WITHOUT ROWID;
CREATE TABLE change (
    tenant INTEGER NOT NULL,
    serial TEXT NOT NULL,
    seen_by INTEGER NOT NULL,
    fact TEXT NOT NULL,
    was TEXT NOT NULL,
    became TEXT NOT NULL,
    seen_after INTEGER,
    PRIMARY KEY (tenant, serial, seen_by, fact)
) WITHOUT ROWID;
CREATE INDEX change_by_time ON change (tenant, seen_by);
CREATE TABLE finding (
    tenant INTEGER NOT NULL,
    code TEXT NOT NULL,
    scope TEXT NOT NULL,
    began_by INTEGER NOT NULL,
    began_after INTEGER,
    ended_by INTEGER,
    ended_after INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, code, scope, began_by)
) WITHOUT ROWID;
CREATE TABLE said (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant INTEGER NOT NULL,
    serial TEXT NOT NULL,
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL
);
CREATE INDEX said_by_serial ON said (tenant, serial);
CREATE TABLE alert (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant INTEGER NOT NULL,
    dedupe TEXT NOT NULL,
    channel TEXT NOT NULL,
    body TEXT NOT NULL,
    raised_at INTEGER NOT NULL,
    delivered_at INTEGER,
    tried_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    failure TEXT,
    UNIQUE (tenant, dedupe)
);
CREATE TABLE kept (
    -- 0 is the installation itself.
    tenant INTEGER NOT NULL,
    shelf TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    until INTEGER,
    PRIMARY KEY (tenant, shelf, name)
) WITHOUT ROWID;
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    tenant INTEGER NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX audit_by_tenant ON audit (tenant, id);
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only appended to'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only appended to'); END;
CREATE TABLE job (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    dedupe TEXT NOT NULL UNIQUE,
    lane TEXT NOT NULL,
    run_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    worker TEXT,
    lease_until INTEGER
);
CREATE INDEX job_by_time ON job (run_at);
