-- SPDX-License-Identifier: GPL-3.0-or-later
-- Complaints: taken in, judged, answered, closed. Units as in 0001.

CREATE TABLE complaint (
  id INTEGER NOT NULL PRIMARY KEY,
  number TEXT NOT NULL,            -- on the receipt
  client_id INTEGER REFERENCES client (id), -- NULL: nobody in the book
  person TEXT NOT NULL DEFAULT '', -- who complains, where that is not the client
  source TEXT NOT NULL DEFAULT 'phone' -- how it came
    CHECK (source IN ('phone', 'visit', 'letter', 'email', 'web', 'software', 'fax', '12386',
                      'regulator', 'head-office', 'referral', 'media', 'other')),
  reference TEXT NOT NULL DEFAULT '', -- the other side's number
  kind TEXT NOT NULL DEFAULT 'complaint' CHECK (kind IN ('complaint', 'inquiry', 'suggestion')),
  class TEXT NOT NULL DEFAULT '',  -- brokerage, orders, settlement, service, … or as it came
  topic TEXT NOT NULL DEFAULT '',  -- finer than the class
  severity TEXT NOT NULL DEFAULT 'general' CHECK (severity IN ('general', 'major', 'group')),
  product TEXT NOT NULL DEFAULT '', -- that it is about
  channel TEXT NOT NULL DEFAULT '', -- of the service that it is about; key of channel, or ''
  about_id INTEGER REFERENCES staff (id), -- never the handler
  handler_id INTEGER REFERENCES staff (id),
  received INTEGER NOT NULL,       -- days
  registered INTEGER NOT NULL,
  happened INTEGER,
  facts TEXT NOT NULL DEFAULT '',
  demand TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'registered'
    CHECK (state IN ('registered', 'accepted', 'refused', 'investigating', 'proposal', 'answered',
                     'agreed', 'disagreed', 'mediation', 'escalated', 'closed', 'withdrawn')),
  accepted INTEGER,                -- days, as far as they have come
  answered INTEGER,
  closed INTEGER,
  due_accept INTEGER NOT NULL,
  due_close INTEGER NOT NULL,      -- moved by stops and by an extension
  extended INTEGER NOT NULL DEFAULT 0, -- days granted
  finding TEXT NOT NULL DEFAULT '' CHECK (finding IN ('', 'founded', 'partly', 'unfounded')),
  cause TEXT NOT NULL DEFAULT '',  -- root
  remedy TEXT NOT NULL DEFAULT '',
  payment INTEGER NOT NULL DEFAULT 0, -- fen
  outcome TEXT NOT NULL DEFAULT '', -- as it came from elsewhere
  timely INTEGER CHECK (timely IN (0, 1)), -- said by where it came from; NULL: by the dates here
  disputed INTEGER CHECK (disputed IN (0, 1)),
  satisfied INTEGER CHECK (satisfied BETWEEN 1 AND 5), -- asked after closing
  same_as INTEGER REFERENCES complaint (id), -- the same matter told again
  reopened INTEGER NOT NULL DEFAULT 0 -- times
) STRICT;
CREATE UNIQUE INDEX complaint_number ON complaint (number);
CREATE INDEX complaint_client ON complaint (client_id, registered);
CREATE INDEX complaint_registered ON complaint (registered);
CREATE INDEX complaint_open ON complaint (due_close) WHERE closed IS NULL;

CREATE TABLE complaint_step (      -- every change of state
  id INTEGER NOT NULL PRIMARY KEY,
  complaint_id INTEGER NOT NULL REFERENCES complaint (id),
  state TEXT NOT NULL,             -- or reopened stopped resumed extended
  day INTEGER NOT NULL,
  at INTEGER NOT NULL,
  staff_id INTEGER REFERENCES staff (id),
  reason TEXT NOT NULL DEFAULT '', -- of a refusal, a stage left out, a reopening, an extension
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX complaint_step_of ON complaint_step (complaint_id);

CREATE TABLE complaint_stop (      -- the clock stands while the client is waited for
  id INTEGER NOT NULL PRIMARY KEY,
  complaint_id INTEGER NOT NULL REFERENCES complaint (id),
  from_day INTEGER NOT NULL,
  to_day INTEGER,                  -- NULL: still
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX complaint_stop_of ON complaint_stop (complaint_id);

CREATE TABLE complaint_letter (    -- each version is kept
  id INTEGER NOT NULL PRIMARY KEY,
  complaint_id INTEGER NOT NULL REFERENCES complaint (id),
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'accept', 'refuse', 'wait', 'extend', 'answer')),
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  day INTEGER NOT NULL,
  staff_id INTEGER REFERENCES staff (id),
  sent INTEGER                     -- day; NULL: a draft
) STRICT;
CREATE INDEX complaint_letter_of ON complaint_letter (complaint_id);

ALTER TABLE task ADD COLUMN complaint_id INTEGER REFERENCES complaint (id);
ALTER TABLE call_task ADD COLUMN complaint_id INTEGER REFERENCES complaint (id);
CREATE INDEX task_complaint ON task (complaint_id);

INSERT INTO rule (id, name, valid_from, value, note) VALUES
  (441, 'complaint.acknowledge', -25567, 1, ''),
  (442, 'complaint.accept', -25567, 5, ''),
  (443, 'complaint.accept_hard', -25567, 15, ''),
  (444, 'complaint.close', -25567, 5, ''),
  (445, 'complaint.close_major', -25567, 15, ''),
  (446, 'complaint.close_hard', -25567, 60, ''),
  (447, 'complaint.extension', -25567, 30, ''),
  (448, 'complaint.amber', -25567, 0.7, ''),
  (449, 'complaint.repeat_days', -25567, 30, '');

-- Months that were counted before there were answers and complaints are counted again.
DELETE FROM month_figure;
