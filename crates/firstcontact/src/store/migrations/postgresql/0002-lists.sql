-- The lists whose last word is that they name a device, one bit each: 1 managed devices, 2 imported
-- identities, 4 Apple's devices, 8 devices of Apple's services, 16 the register. Of what was stored
-- before, any list that was ever read to its end may have named it.
ALTER TABLE device ADD COLUMN lists BIGINT NOT NULL DEFAULT 0;
UPDATE device SET lists = coalesce((SELECT nullif(sum(CASE source
    WHEN 'microsoft/managedDevices' THEN 1
    WHEN 'microsoft/importedAppleDeviceIdentities' THEN 2
    WHEN 'apple/orgDevices' THEN 4
    WHEN 'apple/mdmServerDevices' THEN 8
    WHEN 'register' THEN 16
    ELSE 0 END), 0) FROM look WHERE look.tenant = device.tenant), 31)
WHERE last_seen IS NULL OR traits IN
    (SELECT id FROM traits WHERE traits.tenant = device.tenant AND seen = 1);
-- What a page of a few combinations begins with, in each order.
CREATE INDEX device_by_traits_since ON device (tenant, traits, cause_since, serial);
CREATE INDEX device_by_traits_change ON device (tenant, traits, changed_at, serial);
-- With the combination, so that a text is looked for in the index alone.
DROP INDEX device_by_holder;
DROP INDEX device_by_order;
CREATE INDEX device_by_holder ON device (tenant, holder_folded, serial, traits)
    WHERE holder_folded <> '';
CREATE INDEX device_by_order ON device (tenant, ordered_folded, serial, traits)
    WHERE ordered_folded <> '';
CREATE INDEX alert_waiting ON alert (tenant, id) WHERE delivered_at IS NULL;
