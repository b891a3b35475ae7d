-- SPDX-License-Identifier: GPL-3.0-or-later
-- Callbacks: the queue, each contact, and what was promised. Units as in 0001; times of day are
-- minutes after midnight.

ALTER TABLE call_task ADD COLUMN occasion TEXT NOT NULL DEFAULT 'plain'
  CHECK (occasion IN ('plain', 'new-account', 'override', 'sample', 'dormancy', 'complaint',
                      'survey', 'training', 'promise'));
ALTER TABLE call_task ADD COLUMN survey_id INTEGER REFERENCES survey (id);
ALTER TABLE call_task ADD COLUMN questionnaire_id INTEGER REFERENCES questionnaire (id);
ALTER TABLE call_task ADD COLUMN due_time INTEGER; -- agreed with the client; NULL: any time
ALTER TABLE call_task ADD COLUMN priority INTEGER NOT NULL DEFAULT 0; -- higher first
ALTER TABLE call_task ADD COLUMN duty INTEGER NOT NULL DEFAULT 0 -- the rules want it: an opt-out
  CHECK (duty IN (0, 1));          -- of service calls does not stop it
ALTER TABLE call_task ADD COLUMN created INTEGER; -- instant
ALTER TABLE call_task ADD COLUMN origin_id INTEGER; -- what the rules want it for: a spell, a
                                   -- request, the year of a sample; NULL: nothing of these
-- Rows that an added default has not reached cannot be undone: see 0007.
UPDATE call_task SET occasion = occasion;
CREATE INDEX call_task_survey ON call_task (survey_id);

CREATE TABLE call_claim (          -- never journalled: who has the call on the screen, until when
  call_id INTEGER NOT NULL PRIMARY KEY,
  who TEXT NOT NULL,
  desk TEXT NOT NULL,              -- names the running program
  until INTEGER NOT NULL,          -- instant
  reason TEXT NOT NULL DEFAULT ''  -- why it is called although the rules are against it
) STRICT;

CREATE TABLE contact (             -- each call, visit, mail with a client, either way
  id INTEGER NOT NULL PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES client (id),
  call_id INTEGER REFERENCES call_task (id),
  staff_id INTEGER REFERENCES staff (id),
  day INTEGER NOT NULL,
  at INTEGER,                      -- instant; NULL: only the day is known
  direction TEXT NOT NULL DEFAULT 'out' CHECK (direction IN ('out', 'in')),
  channel TEXT NOT NULL REFERENCES channel (key),
  line TEXT NOT NULL DEFAULT '',   -- mobile, landline, … as it came
  outcome TEXT NOT NULL DEFAULT '' -- of a call
    CHECK (outcome IN ('', 'complete', 'broken', 'declined', 'later', 'no-answer', 'busy', 'off',
                       'suspended', 'no-number', 'not-client', 'wrong-number', 'language', 'lost')),
  success INTEGER CHECK (success IN (0, 1)), -- what it was for came about; NULL: nothing was sought
  seconds INTEGER NOT NULL DEFAULT 0, -- talk
  attempts INTEGER NOT NULL DEFAULT 1, -- calls that this row stands for
  since INTEGER,                   -- days since the contact before, where the file that it came
                                   -- from says so; NULL: none
  topic TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  next_step TEXT NOT NULL DEFAULT '',
  recording TEXT NOT NULL DEFAULT '', -- name of the sound file
  override_reason TEXT NOT NULL DEFAULT '', -- why outside the hours, or in spite of recusal
  reference TEXT NOT NULL DEFAULT '' -- its number in the file that it came from
) STRICT;
CREATE INDEX contact_client ON contact (client_id, day);
CREATE INDEX contact_call ON contact (call_id);
CREATE INDEX contact_day ON contact (day);

CREATE TABLE call_move (           -- every change of the time agreed
  id INTEGER NOT NULL PRIMARY KEY,
  call_id INTEGER NOT NULL REFERENCES call_task (id),
  at INTEGER NOT NULL,
  staff_id INTEGER REFERENCES staff (id),
  old_due INTEGER NOT NULL,
  old_time INTEGER,
  due INTEGER NOT NULL,
  time INTEGER,
  reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX call_move_call ON call_move (call_id);

CREATE TABLE call_hours (          -- the client's own: called only between these
  client_id INTEGER NOT NULL PRIMARY KEY REFERENCES client (id),
  from_time INTEGER NOT NULL CHECK (from_time BETWEEN 0 AND 1440),
  to_time INTEGER NOT NULL CHECK (to_time BETWEEN 0 AND 1440),
  note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE absence (             -- whose due calls go to whom
  id INTEGER NOT NULL PRIMARY KEY,
  staff_id INTEGER NOT NULL REFERENCES staff (id),
  valid_from INTEGER NOT NULL,
  valid_to INTEGER NOT NULL,
  stand_in_id INTEGER REFERENCES staff (id) -- NULL: they become shared
) STRICT;
CREATE INDEX absence_staff ON absence (staff_id, valid_from);

CREATE TABLE task (                -- what somebody has promised, or must put right
  id INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('promise', 'compliance', 'contact-data', 'letter', 'remedy')),
  client_id INTEGER REFERENCES client (id),
  owner_id INTEGER REFERENCES staff (id),
  due INTEGER NOT NULL,
  text TEXT NOT NULL,
  contact_id INTEGER REFERENCES contact (id),
  response_id INTEGER REFERENCES response (id),
  created INTEGER NOT NULL,        -- instant
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
  done INTEGER,                    -- day
  result TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX task_client ON task (client_id);
CREATE INDEX task_open ON task (due) WHERE state = 'open';

INSERT INTO rule (id, name, valid_from, value, note) VALUES
  (421, 'call.day_attempts', -25567, 2, ''),
  (422, 'call.total_attempts', -25567, 5, ''),
  (423, 'call.attempt_days', -25567, 10, ''),
  (424, 'call.gap_hours', -25567, 4, ''),
  (425, 'call.open_hour', -25567, 9, ''),
  (426, 'call.close_hour', -25567, 20.5, ''),
  (427, 'call.noon_hour', -25567, 11.5, ''),
  (428, 'call.afternoon_hour', -25567, 13.5, ''),
  (429, 'call.evening_hour', -25567, 18, ''),
  (430, 'call.spare_trading', -25567, 0, ''),
  (431, 'call.shared_after', -25567, 30, ''),
  (432, 'call.lease', -25567, 15, ''),
  (433, 'call.moves', -25567, 3, ''),
  (434, 'callback.new_account', -25567, 5, ''),
  (435, 'callback.override', -25567, 2, ''),
  (436, 'callback.complaint', -25567, 7, ''),
  (437, 'callback.sample', -25567, 0.1, ''),
  (438, 'call.trading_close', -25567, 15, ''),
  (439, 'callback.look_back', -25567, 30, '');
