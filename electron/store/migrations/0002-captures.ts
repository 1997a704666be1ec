import type { Migration } from '../migrate.ts'

/*
 * Recordings made at the machine: how each was made, and "recorded" as a source of its time. SQLite cannot change a
 * CHECK, so the table is made anew; rows keep their order, by which equals are sorted.
 */
const COLUMNS = `id, machine_id, sha256, stored_path, file_name, folder, search_text, container, codec,
  sample_rate_hz, channels, bit_depth, duration_s, size_bytes, recorded_at, recorded_at_source, imported_at, label,
  domain, badges, clip_count, level_db, bandwidth_hz, score, p_value, is_flagged, is_above_monitor, is_held_out`

const CHANGE = `
CREATE TABLE recording_new (
  id TEXT NOT NULL PRIMARY KEY,
  machine_id TEXT NOT NULL REFERENCES machine (id) ON DELETE CASCADE,
  sha256 TEXT NOT NULL,
  stored_path TEXT NOT NULL,
  file_name TEXT NOT NULL,
  folder TEXT NOT NULL,
  search_text TEXT NOT NULL,
  container TEXT NOT NULL,
  codec TEXT NOT NULL,
  sample_rate_hz REAL NOT NULL,
  channels INTEGER NOT NULL,
  bit_depth INTEGER,
  duration_s REAL NOT NULL,
  size_bytes INTEGER NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_at_source TEXT NOT NULL
    CHECK (recorded_at_source IN ('bext', 'file-name', 'modification-time', 'entered', 'recorded')),
  imported_at TEXT NOT NULL,
  label TEXT NOT NULL CHECK (label IN ('normal', 'anomalous', 'unknown')),
  domain TEXT CHECK (domain IN ('source', 'target')),
  badges TEXT NOT NULL,
  clip_count INTEGER NOT NULL,
  level_db REAL,
  bandwidth_hz REAL,
  score REAL,
  p_value REAL,
  is_flagged INTEGER,
  is_above_monitor INTEGER,
  is_held_out INTEGER NOT NULL DEFAULT 0,
  UNIQUE (machine_id, sha256)
) STRICT;
INSERT INTO recording_new (${COLUMNS}) SELECT ${COLUMNS} FROM recording ORDER BY rowid;
DROP TABLE recording;
ALTER TABLE recording_new RENAME TO recording;
CREATE INDEX recording_by_time ON recording (machine_id, recorded_at);
CREATE INDEX recording_by_score ON recording (machine_id, score);
CREATE INDEX recording_by_name ON recording (machine_id, file_name);
CREATE INDEX recording_by_label ON recording (machine_id, label, recorded_at);
CREATE INDEX recording_by_flag ON recording (machine_id, is_flagged, recorded_at);
CREATE INDEX recording_by_length ON recording (machine_id, duration_s);
CREATE INDEX recording_by_level ON recording (machine_id, level_db);
CREATE INDEX recording_by_text ON recording (machine_id, search_text);
CREATE INDEX recording_by_badge ON recording (machine_id, badges) WHERE badges <> '[]';
CREATE INDEX recording_by_file ON recording (stored_path);

CREATE TABLE capture (
  recording_id TEXT NOT NULL PRIMARY KEY REFERENCES recording (id) ON DELETE CASCADE,
  device TEXT NOT NULL,
  settings TEXT NOT NULL,
  sample_rate_hz REAL NOT NULL,
  channels INTEGER NOT NULL,
  pre_roll_frames INTEGER NOT NULL,
  series TEXT,
  gaps TEXT NOT NULL,
  is_recovered INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`

/** How recordings were made at the machine. */
export const captures: Migration = {
  version: 2,
  name: 'captures',
  up: connection => connection.exec(CHANGE)
}
