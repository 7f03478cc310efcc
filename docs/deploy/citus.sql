-- Spreads an EMPTY database of Chapter & Verse over the machines of a Citus cluster, by library.
-- Run it once, on the coordinator, after `verse stories` made the tables and before
-- `verse migrate --to` fills them; docs/scaling.md tells when this is worth it.
--
-- Citus keeps each shard as a table of its own: the partitions of one server would multiply them,
-- so plain tables take their place. Their constraints are made anew when all are distributed.
\set ON_ERROR_STOP on
BEGIN;
CREATE TEMP TABLE bonds AS
  SELECT conrelid::regclass::text AS bound, conname AS name, pg_get_constraintdef(oid) AS rule
  FROM pg_constraint WHERE contype = 'f' AND conparentid = 0
    AND connamespace = 'public'::regnamespace;
DO $$ DECLARE part record; BEGIN
  FOR part IN SELECT partrelid::regclass::text AS name FROM pg_partitioned_table LOOP
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part.name || '_whole', part.name);
    EXECUTE format('DROP TABLE %I CASCADE', part.name);
    EXECUTE format('ALTER TABLE %I RENAME TO %I', part.name || '_whole', part.name);
  END LOOP;
END $$;
SELECT create_distributed_table('libraries', 'library', shard_count => 32);
SELECT create_distributed_table(name, 'library', colocate_with => 'libraries')
  FROM unnest(ARRAY['stories', 'texts', 'passages', 'settings', 'audit', 'server_settings',
                    'ceilings', 'rounds', 'feedback', 'questions']) AS name;
DO $$ DECLARE bond record; BEGIN
  FOR bond IN SELECT * FROM bonds LOOP
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I %s', bond.bound, bond.name, bond.rule);
  END LOOP;
END $$;
COMMIT;
