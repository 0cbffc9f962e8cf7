-- What a tenant looks like and looked like. Times are whole seconds since 1970, UTC.
CREATE TABLE tenant (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    -- Counts up with everything that changes devices: what was worked out before is old then.
    version BIGINT NOT NULL DEFAULT 0
);
CREATE TABLE snapshot (
    tenant BIGINT NOT NULL,
    taken_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, taken_at)
);
-- When each source was last read whole: the lower bound of whatever it shows next.
CREATE TABLE look (
    tenant BIGINT NOT NULL,
    source TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (tenant, source)
);
CREATE TABLE today (tenant BIGINT PRIMARY KEY, body TEXT NOT NULL);
-- What devices share, once per combination, with the number of devices that have it.
CREATE TABLE traits (
    tenant BIGINT NOT NULL,
    id BIGINT NOT NULL,
    seen BIGINT NOT NULL,
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
    devices BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);
CREATE TABLE device (
    tenant BIGINT NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    digest BIGINT NOT NULL,
    traits BIGINT NOT NULL,
    rank BIGINT NOT NULL,
    holder TEXT NOT NULL,
    holder_folded TEXT COLLATE "C" NOT NULL,
    ordered TEXT NOT NULL,
    ordered_folded TEXT COLLATE "C" NOT NULL,
    probability BIGINT NOT NULL,
    cause_since BIGINT NOT NULL,
    gate_since BIGINT NOT NULL,
    standing_since BIGINT NOT NULL,
    first_seen BIGINT NOT NULL,
    -- Only of a device that is not named any more: else it would be written with every look.
    last_seen BIGINT,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, serial)
);
CREATE INDEX device_by_traits ON device (tenant, traits, serial);
CREATE INDEX device_by_rank ON device (tenant, rank, serial, traits);
CREATE INDEX device_by_since ON device (tenant, cause_since, serial, traits);
CREATE INDEX device_by_change ON device (tenant, changed_at, serial, traits);
CREATE INDEX device_by_holder ON device (tenant, holder_folded, serial) WHERE holder_folded <> '';
CREATE INDEX device_by_order ON device (tenant, ordered_folded, serial) WHERE ordered_folded <> '';
CREATE TABLE document (
    tenant BIGINT NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (tenant, serial)
);
CREATE TABLE change (
    tenant BIGINT NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    seen_by BIGINT NOT NULL,
    fact TEXT COLLATE "C" NOT NULL,
    was TEXT NOT NULL,
    became TEXT NOT NULL,
    seen_after BIGINT,
    PRIMARY KEY (tenant, serial, seen_by, fact)
);
CREATE INDEX change_by_time ON change (tenant, seen_by);
CREATE TABLE finding (
    tenant BIGINT NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    scope TEXT COLLATE "C" NOT NULL,
    began_by BIGINT NOT NULL,
    began_after BIGINT,
    ended_by BIGINT,
    ended_after BIGINT,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, code, scope, began_by)
);
CREATE TABLE said (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant BIGINT NOT NULL,
    serial TEXT COLLATE "C" NOT NULL,
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    at BIGINT NOT NULL,
    who TEXT NOT NULL
);
CREATE INDEX said_by_serial ON said (tenant, serial);
CREATE TABLE alert (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant BIGINT NOT NULL,
    dedupe TEXT NOT NULL,
    channel TEXT NOT NULL,
    body TEXT NOT NULL,
    raised_at BIGINT NOT NULL,
    delivered_at BIGINT,
    tried_at BIGINT,
    attempts BIGINT NOT NULL DEFAULT 0,
    failure TEXT,
    UNIQUE (tenant, dedupe)
);
CREATE TABLE kept (
    -- 0 is the installation itself.
    tenant BIGINT NOT NULL,
    shelf TEXT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    body TEXT NOT NULL,
    until BIGINT,
    PRIMARY KEY (tenant, shelf, name)
);
CREATE TABLE audit (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant BIGINT NOT NULL,
    at BIGINT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX audit_by_tenant ON audit (tenant, id);
CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the audit trail is only appended to'; END $$;
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
EXECUTE FUNCTION audit_stays();
