-- What is done about devices. The ledger is the truth; a case's row is how it is found.
CREATE TABLE ledger (
    tenant INTEGER NOT NULL,
    number INTEGER NOT NULL,
    before BLOB NOT NULL,
    text TEXT NOT NULL,
    hash BLOB NOT NULL,
    at INTEGER NOT NULL,
    case_number INTEGER,
    serial TEXT,
    plan_hash BLOB,
    PRIMARY KEY (tenant, number)
);
CREATE INDEX ledger_by_case ON ledger (tenant, case_number, number) WHERE case_number IS NOT NULL;
CREATE INDEX ledger_by_time ON ledger (tenant, at, number) WHERE case_number IS NOT NULL;
CREATE INDEX ledger_by_plan ON ledger (tenant, plan_hash, number) WHERE plan_hash IS NOT NULL;
CREATE INDEX ledger_by_serial ON ledger (tenant, serial, number) WHERE serial IS NOT NULL;
CREATE TRIGGER ledger_stays BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
CREATE TRIGGER ledger_is_kept BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is only appended to'); END;
-- Where each ledger ends, and how many cases were opened: a number is never given twice.
CREATE TABLE ledger_head (
    tenant INTEGER PRIMARY KEY,
    entries INTEGER NOT NULL,
    hash BLOB NOT NULL,
    cases INTEGER NOT NULL
);
CREATE TABLE remedy_plan (
    tenant INTEGER NOT NULL,
    hash BLOB NOT NULL,
    made INTEGER NOT NULL,
    requester TEXT NOT NULL,
    text TEXT NOT NULL,
    devices INTEGER NOT NULL,
    PRIMARY KEY (tenant, hash)
);
CREATE TRIGGER remedy_plan_stays BEFORE UPDATE ON remedy_plan
BEGIN SELECT RAISE(ABORT, 'a plan never changes'); END;
CREATE TRIGGER remedy_plan_is_kept BEFORE DELETE ON remedy_plan
BEGIN SELECT RAISE(ABORT, 'a plan never changes'); END;
CREATE TABLE remedy_case (
    tenant INTEGER NOT NULL,
    number INTEGER NOT NULL,
    serial TEXT NOT NULL,
    state TEXT NOT NULL,
    held INTEGER NOT NULL,
    since INTEGER NOT NULL,
    due INTEGER,
    plan_hash BLOB,
    step INTEGER NOT NULL,
    events INTEGER NOT NULL,
    opened INTEGER NOT NULL,
    cause TEXT NOT NULL,
    requester TEXT NOT NULL,
    PRIMARY KEY (tenant, number)
);
-- A device has one case at a time, whoever opens them.
CREATE UNIQUE INDEX remedy_case_is_one ON remedy_case (tenant, serial)
    WHERE state NOT IN ('succeeded', 'aborted');
CREATE INDEX remedy_case_by_serial ON remedy_case (tenant, serial, number);
CREATE INDEX remedy_case_by_state ON remedy_case (tenant, state);
-- Never is the greatest number: what is not due comes last.
CREATE INDEX remedy_case_in_order ON remedy_case
    (tenant, coalesce(due, 9223372036854775807), since, number);
CREATE INDEX remedy_case_due ON remedy_case (due, tenant, number) WHERE due IS NOT NULL;
CREATE INDEX remedy_case_by_plan ON remedy_case (tenant, plan_hash, number)
    WHERE plan_hash IS NOT NULL;
CREATE TABLE holder_link (
    hash BLOB PRIMARY KEY,
    tenant INTEGER NOT NULL,
    case_number INTEGER NOT NULL,
    serial TEXT NOT NULL,
    language TEXT NOT NULL,
    expires INTEGER NOT NULL,
    ended INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX holder_link_by_case ON holder_link (tenant, case_number);
-- Where nothing may begin; 0 is the installation itself.
CREATE TABLE kill_switch (tenant INTEGER PRIMARY KEY);
