-- What is done about devices. The ledger is the truth; a case's row is how it is found.
CREATE TABLE ledger (
    tenant BIGINT NOT NULL,
    number BIGINT NOT NULL,
    before BYTEA NOT NULL,
    text TEXT NOT NULL,
    hash BYTEA NOT NULL,
    at BIGINT NOT NULL,
    case_number BIGINT,
    serial TEXT COLLATE "C",
    plan_hash BYTEA,
    PRIMARY KEY (tenant, number)
);
CREATE INDEX ledger_by_case ON ledger (tenant, case_number, number) WHERE case_number IS NOT NULL;
CREATE INDEX ledger_by_time ON ledger (tenant, at, number) WHERE case_number IS NOT NULL;
CREATE INDEX ledger_by_plan ON ledger (tenant, plan_hash, number) WHERE plan_hash IS NOT NULL;
CREATE INDEX ledger_by_serial ON ledger (tenant, serial, number) WHERE serial IS NOT NULL;
CREATE FUNCTION ledger_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the ledger is only appended to'; END $$;
CREATE TRIGGER ledger_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger
EXECUTE FUNCTION ledger_stays();
-- Where each ledger ends, and how many cases were opened: a number is never given twice.
CREATE TABLE ledger_head (
    tenant BIGINT PRIMARY KEY,
    entries BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    cases BIGINT NOT NULL
);
CREATE TABLE remedy_plan (
    tenant BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    made BIGINT NOT NULL,
    requester TEXT NOT NULL,
    text TEXT NOT NULL,
    devices BIGINT NOT NULL,
    PRIMARY KEY (tenant, hash)
);
CREATE FUNCTION remedy_plan_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a plan never changes'; END $$;
CREATE TRIGGER remedy_plan_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON remedy_plan
EXECUTE FUNCTION remedy_plan_stays();
CREATE TABLE remedy_case (
    tenant BIGINT NOT NULL,
    number BIGINT NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    state TEXT NOT NULL,
    held BIGINT NOT NULL,
    since BIGINT NOT NULL,
    due BIGINT,
    plan_hash BYTEA,
    step BIGINT NOT NULL,
    events BIGINT NOT NULL,
    opened BIGINT NOT NULL,
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
    hash BYTEA PRIMARY KEY,
    tenant BIGINT NOT NULL,
    case_number BIGINT NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    language TEXT NOT NULL,
    expires BIGINT NOT NULL,
    ended BIGINT NOT NULL
);
CREATE INDEX holder_link_by_case ON holder_link (tenant, case_number);
-- Where nothing may begin; 0 is the installation itself.
CREATE TABLE kill_switch (tenant BIGINT PRIMARY KEY);
