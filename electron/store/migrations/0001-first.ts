import type { Migration } from '../migrate.ts'

/*
 * Times are UTC, ISO 8601 with milliseconds, so that text order is time order. Booleans are 0 or 1.
 * recording.score and its neighbours repeat the score of the machine's current model (highest clip), so that
 * list, filter and sort are one indexed query; they change in the transaction that changes their source.
 */
const SCHEMA = `
CREATE TABLE machine (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  site TEXT NOT NULL,
  line TEXT NOT NULL,
  nominal_speed TEXT NOT NULL,
  notes TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  clip_length_s REAL,
  channel INTEGER NOT NULL,
  ignore_level INTEGER NOT NULL,
  alarm_count INTEGER NOT NULL,
  alarm_window INTEGER NOT NULL,
  band_hz REAL,
  current_model_id TEXT REFERENCES model (id) ON DELETE SET NULL,
  last_model_version INTEGER NOT NULL DEFAULT 0,
  is_sample INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX machine_current_model ON machine (current_model_id);

CREATE TABLE recording (
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
    CHECK (recorded_at_source IN ('bext', 'file-name', 'modification-time', 'entered')),
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

CREATE TABLE attribute (
  recording_id TEXT NOT NULL REFERENCES recording (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (recording_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE label (
  id INTEGER PRIMARY KEY,
  recording_id TEXT NOT NULL REFERENCES recording (id) ON DELETE CASCADE,
  label TEXT NOT NULL CHECK (label IN ('normal', 'anomalous', 'unknown')),
  by TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX label_by_recording ON label (recording_id);

CREATE TABLE clip (
  id TEXT NOT NULL PRIMARY KEY,
  recording_id TEXT NOT NULL REFERENCES recording (id) ON DELETE CASCADE,
  machine_id TEXT NOT NULL REFERENCES machine (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  channel INTEGER NOT NULL,
  start_s REAL NOT NULL,
  length_s REAL NOT NULL,
  is_current INTEGER NOT NULL DEFAULT 1,
  UNIQUE (recording_id, channel, length_s, start_s)
) STRICT;
CREATE INDEX clip_by_machine ON clip (machine_id, is_current);

CREATE TABLE event (
  id TEXT NOT NULL PRIMARY KEY,
  machine_id TEXT NOT NULL REFERENCES machine (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX event_by_machine ON event (machine_id, at);

CREATE TABLE job (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled', 'interrupted')),
  machine_id TEXT REFERENCES machine (id) ON DELETE CASCADE,
  input TEXT NOT NULL,
  progress REAL NOT NULL,
  message TEXT NOT NULL,
  created_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  result TEXT,
  error TEXT
) STRICT;
CREATE INDEX job_by_machine ON job (machine_id, created_at);
CREATE INDEX job_by_time ON job (created_at);
CREATE INDEX job_by_state ON job (state);

CREATE TABLE model (
  id TEXT NOT NULL PRIMARY KEY,
  machine_id TEXT NOT NULL REFERENCES machine (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  detector TEXT NOT NULL,
  params TEXT NOT NULL,
  seed INTEGER NOT NULL,
  data_hash TEXT NOT NULL,
  engine TEXT NOT NULL,
  app_version TEXT NOT NULL,
  channel INTEGER NOT NULL,
  clip_length_s REAL NOT NULL,
  normals INTEGER NOT NULL,
  learned_s REAL NOT NULL,
  conditions TEXT NOT NULL,
  is_provisional INTEGER NOT NULL,
  fitted_threshold REAL NOT NULL,
  threshold REAL NOT NULL,
  monitor_line REAL NOT NULL,
  fitted_false_alarms TEXT NOT NULL,
  false_alarms TEXT NOT NULL,
  held_out_scores TEXT NOT NULL,
  excluded TEXT NOT NULL,
  warnings TEXT NOT NULL,
  note TEXT NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (machine_id, version)
) STRICT;

CREATE TABLE score (
  model_id TEXT NOT NULL REFERENCES model (id) ON DELETE CASCADE,
  clip_id TEXT NOT NULL REFERENCES clip (id) ON DELETE CASCADE,
  recording_id TEXT NOT NULL REFERENCES recording (id) ON DELETE CASCADE,
  score REAL NOT NULL,
  p_value REAL NOT NULL,
  is_held_out INTEGER NOT NULL,
  peak_s REAL NOT NULL,
  views TEXT NOT NULL,
  bands BLOB NOT NULL,
  reasons TEXT NOT NULL,
  lane BLOB NOT NULL,
  scored_at TEXT NOT NULL,
  PRIMARY KEY (model_id, clip_id)
) STRICT;
CREATE INDEX score_by_recording ON score (recording_id, model_id);
CREATE INDEX score_by_clip ON score (clip_id);

CREATE TABLE finding (
  id TEXT NOT NULL PRIMARY KEY,
  machine_id TEXT NOT NULL REFERENCES machine (id) ON DELETE CASCADE,
  recording_id TEXT NOT NULL REFERENCES recording (id) ON DELETE CASCADE,
  clip_id TEXT NOT NULL UNIQUE REFERENCES clip (id) ON DELETE CASCADE,
  model_version INTEGER NOT NULL,
  score REAL NOT NULL,
  threshold REAL NOT NULL,
  p_value REAL NOT NULL,
  peak_s REAL NOT NULL,
  reasons TEXT NOT NULL,
  verdict TEXT CHECK (verdict IN ('confirmed', 'false-alarm', 'unsure')),
  comment TEXT NOT NULL DEFAULT '',
  decided_by TEXT,
  decided_at TEXT
) STRICT;
CREATE INDEX finding_by_machine ON finding (machine_id, verdict);
CREATE INDEX finding_by_recording ON finding (recording_id);

CREATE TABLE report (
  id TEXT NOT NULL PRIMARY KEY,
  machine_id TEXT NOT NULL REFERENCES machine (id) ON DELETE CASCADE,
  created_at TEXT NOT NULL,
  by TEXT NOT NULL,
  file_name TEXT NOT NULL,
  pages INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX report_by_machine ON report (machine_id, created_at);

CREATE TABLE setting (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- No foreign key: what was done to a machine stays known after the machine is gone.
CREATE TABLE audit_log (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  action TEXT NOT NULL,
  machine_id TEXT,
  details TEXT NOT NULL
) STRICT;
CREATE INDEX audit_log_by_machine ON audit_log (machine_id, id);
`

/** The schema of the first release. */
export const first: Migration = { version: 1, name: 'first', up: connection => connection.exec(SCHEMA) }
