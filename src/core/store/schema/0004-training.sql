-- SPDX-License-Identifier: GPL-3.0-or-later
-- Training: the curriculum, what each client needs, who teaches when and where, who came, and what
-- it did. Units as in 0001; minutes are teaching minutes; marks are points of 100.

-- ---- curriculum (journalled by the session extension) --------------------------------------

CREATE TABLE course_level (        -- from shallow to deep
  id INTEGER NOT NULL PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,       -- L0 … L4
  name TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;

CREATE TABLE course (
  id INTEGER NOT NULL PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,       -- short and stable: names it in files and on the command line
  level_id INTEGER NOT NULL REFERENCES course_level (id),
  name TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  materials TEXT NOT NULL DEFAULT '', -- in words; files are attachments
  minutes INTEGER NOT NULL DEFAULT 0, -- of teaching, all meetings together
  methods TEXT NOT NULL DEFAULT '',   -- keys of clt_course_methods, space separated
  pass TEXT NOT NULL DEFAULT 'attend' -- what passes it
    CHECK (pass IN ('attend', 'quiz', 'exam', 'simulation', 'case', 'review')),
  pass_mark REAL NOT NULL DEFAULT 0,  -- of quiz, exam, case and review
  attempts INTEGER NOT NULL DEFAULT 0, -- 0: as many as wanted
  sim_days INTEGER NOT NULL DEFAULT 0, -- trading days and trades of a simulation
  sim_trades INTEGER NOT NULL DEFAULT 0,
  risk INTEGER NOT NULL DEFAULT 1 CHECK (risk BETWEEN 1 AND 5), -- needs grade C of this number
  audience TEXT NOT NULL DEFAULT ''   -- '': everybody; 'institution': corporate or high-end
    CHECK (audience IN ('', 'institution')),
  validity_months INTEGER NOT NULL DEFAULT 24, -- of the certificate; 0: for ever
  product_id INTEGER REFERENCES product (id),  -- as which it is promised; NULL: to everybody
  position INTEGER NOT NULL DEFAULT 0,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE INDEX course_of_level ON course (level_id);
CREATE INDEX course_product ON course (product_id);

CREATE TABLE course_need (         -- all of them come first; never a cycle
  course_id INTEGER NOT NULL REFERENCES course (id),
  requires_id INTEGER NOT NULL REFERENCES course (id),
  PRIMARY KEY (course_id, requires_id),
  CHECK (course_id <> requires_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX course_need_requires ON course_need (requires_id);

-- ---- what clients need ---------------------------------------------------------------------

CREATE TABLE training_need (       -- asked for, or wanted for a permission; observed ones are
  id INTEGER NOT NULL PRIMARY KEY, -- computed from behaviour and never stored
  client_id INTEGER NOT NULL REFERENCES client (id),
  course_id INTEGER NOT NULL REFERENCES course (id),
  kind TEXT NOT NULL CHECK (kind IN ('asked', 'required')),
  day INTEGER NOT NULL,
  closed INTEGER CHECK (closed IS NULL OR closed >= day), -- withdrawn on this day
  note TEXT NOT NULL DEFAULT ''    -- the client's words, the permission
) STRICT;
CREATE INDEX training_need_client ON training_need (client_id);
CREATE INDEX training_need_course ON training_need (course_id);

-- ---- who teaches, and where ----------------------------------------------------------------

CREATE TABLE lecturer (            -- of the branch, or a guest
  id INTEGER NOT NULL PRIMARY KEY,
  staff_id INTEGER REFERENCES staff (id),
  name TEXT NOT NULL,
  fee INTEGER NOT NULL DEFAULT 0,  -- fen an hour
  topics TEXT NOT NULL DEFAULT '', -- codes of courses, space separated; '': all
  note TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE INDEX lecturer_staff ON lecturer (staff_id);

CREATE TABLE room (
  id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  place TEXT NOT NULL DEFAULT '',
  seats INTEGER NOT NULL CHECK (seats > 0),
  cost INTEGER NOT NULL DEFAULT 0, -- fen an hour
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;

CREATE TABLE equipment (           -- projector, simulator seats: so many of a kind
  id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  quantity INTEGER NOT NULL DEFAULT 1 CHECK (quantity > 0),
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;

-- ---- sessions ------------------------------------------------------------------------------

CREATE TABLE course_session (      -- a course held once: what a client enrols in. One without
  id INTEGER NOT NULL PRIMARY KEY, -- meetings is studied alone between its days
  course_id INTEGER NOT NULL REFERENCES course (id),
  code TEXT NOT NULL,              -- tells the sessions of a course apart: 2026-3, 2013J
  method TEXT NOT NULL,            -- key of clt_course_methods
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL CHECK (last_day >= first_day),
  seats INTEGER NOT NULL DEFAULT 0 CHECK (seats >= 0),         -- in the room; 0: none
  online_seats INTEGER NOT NULL DEFAULT 0 CHECK (online_seats >= -1), -- -1: not limited
  min_tier INTEGER NOT NULL DEFAULT 0 CHECK (min_tier BETWEEN 0 AND 4),
  audience TEXT NOT NULL DEFAULT '', -- filter expression
  lecturer_id INTEGER REFERENCES lecturer (id),
  adviser_id INTEGER REFERENCES staff (id), -- who coaches beside the lecturer
  cost INTEGER NOT NULL DEFAULT 0, -- fen beyond fees and rooms
  state TEXT NOT NULL DEFAULT 'planned'
    CHECK (state IN ('planned', 'published', 'held', 'cancelled')),
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX course_session_course ON course_session (course_id, first_day);
CREATE INDEX course_session_days ON course_session (first_day, last_day);

CREATE TABLE meeting (             -- an entry of the calendar
  id INTEGER NOT NULL PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES course_session (id),
  uid TEXT NOT NULL UNIQUE,        -- of its iCalendar entry: never changes
  sequence INTEGER NOT NULL DEFAULT 0, -- rises with each change
  starts INTEGER NOT NULL,         -- instants
  ends INTEGER NOT NULL CHECK (ends > starts),
  room_id INTEGER REFERENCES room (id),
  lecturer_id INTEGER REFERENCES lecturer (id),
  link TEXT NOT NULL DEFAULT '',   -- of a webinar
  state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'held', 'cancelled')),
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX meeting_session ON meeting (session_id, starts);
CREATE INDEX meeting_time ON meeting (starts, ends);
CREATE INDEX meeting_room ON meeting (room_id, starts);
CREATE INDEX meeting_lecturer ON meeting (lecturer_id, starts);

CREATE TABLE meeting_equipment (
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  equipment_id INTEGER NOT NULL REFERENCES equipment (id),
  quantity INTEGER NOT NULL DEFAULT 1 CHECK (quantity > 0),
  PRIMARY KEY (meeting_id, equipment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX meeting_equipment_kind ON meeting_equipment (equipment_id);

CREATE TABLE enrolment (
  id INTEGER NOT NULL PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES course_session (id),
  client_id INTEGER NOT NULL REFERENCES client (id),
  place TEXT NOT NULL DEFAULT 'room' CHECK (place IN ('room', 'online')),
  state TEXT NOT NULL              -- enrolled and offered ones take a seat
    CHECK (state IN ('invited', 'enrolled', 'waiting', 'offered', 'declined', 'cancelled')),
  tier INTEGER NOT NULL DEFAULT 0, -- when he asked: orders the waitlist …
  asked INTEGER NOT NULL,          -- … then this instant
  offer_until INTEGER,             -- instant; of an offered seat
  source TEXT NOT NULL DEFAULT 'staff' CHECK (source IN ('staff', 'client', 'walk-in', 'import')),
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (session_id, client_id)
) STRICT;
CREATE INDEX enrolment_client ON enrolment (client_id);

CREATE TABLE attendance (
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  client_id INTEGER NOT NULL REFERENCES client (id),
  mark TEXT NOT NULL CHECK (mark IN ('P', 'L', 'E', 'A')), -- present, late, excused, absent
  PRIMARY KEY (meeting_id, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_client ON attendance (client_id);

CREATE TABLE attempt (             -- a quiz, an exam, a simulation: the best one counts
  id INTEGER NOT NULL PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES client (id),
  course_id INTEGER NOT NULL REFERENCES course (id),
  session_id INTEGER REFERENCES course_session (id),
  kind TEXT NOT NULL               -- 'before': the test at the beginning, which passes nobody
    CHECK (kind IN ('before', 'quiz', 'exam', 'simulation', 'case', 'review')),
  day INTEGER NOT NULL,
  mark REAL CHECK (mark BETWEEN 0 AND 100),
  days INTEGER,                    -- of a simulation: trading days and trades
  trades INTEGER,
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX attempt_client ON attempt (client_id, course_id);
CREATE INDEX attempt_session ON attempt (session_id);

CREATE TABLE course_result (       -- how a course ended for a client
  id INTEGER NOT NULL PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES client (id),
  course_id INTEGER NOT NULL REFERENCES course (id),
  session_id INTEGER REFERENCES course_session (id),
  result TEXT NOT NULL CHECK (result IN ('distinction', 'pass', 'fail', 'withdrawn')),
  day INTEGER NOT NULL,
  expires INTEGER,                 -- last day of the certificate; NULL: for ever
  certificate TEXT NOT NULL DEFAULT '' -- its number; '': none
) STRICT;
CREATE INDEX course_result_client ON course_result (client_id, course_id);
CREATE INDEX course_result_session ON course_result (session_id);
CREATE INDEX course_result_certificate ON course_result (certificate) WHERE certificate <> '';

CREATE TABLE session_feedback (    -- a filled form; 1 … 5, NULL: not answered
  id INTEGER NOT NULL PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES course_session (id),
  client_id INTEGER REFERENCES client (id), -- NULL: without a name
  day INTEGER NOT NULL,
  lecturer INTEGER CHECK (lecturer BETWEEN 1 AND 5),
  topic INTEGER CHECK (topic BETWEEN 1 AND 5),
  usefulness INTEGER CHECK (usefulness BETWEEN 1 AND 5),
  comment TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX session_feedback_session ON session_feedback (session_id);

-- ---- calendars from elsewhere --------------------------------------------------------------

CREATE TABLE calendar_entry (      -- a VEVENT as it came, so that it goes out unchanged
  id INTEGER NOT NULL PRIMARY KEY,
  calendar TEXT NOT NULL,          -- name under which the file was imported
  uid TEXT NOT NULL,
  recurrence INTEGER NOT NULL DEFAULT 0, -- instant of RECURRENCE-ID; 0: the entry itself
  sequence INTEGER NOT NULL DEFAULT 0,
  starts INTEGER NOT NULL,         -- of the first occurrence
  ends INTEGER NOT NULL CHECK (ends >= starts),
  until INTEGER,                   -- end of the last one; NULL: never ends
  all_day INTEGER NOT NULL DEFAULT 0 CHECK (all_day IN (0, 1)),
  cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1)),
  summary TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL,            -- the component, with the zones that it names
  room_id INTEGER REFERENCES room (id),         -- keeps busy …
  lecturer_id INTEGER REFERENCES lecturer (id),
  holiday INTEGER NOT NULL DEFAULT 0 CHECK (holiday IN (0, 1)), -- … or everybody
  UNIQUE (calendar, uid, recurrence)
) STRICT;
CREATE INDEX calendar_entry_time ON calendar_entry (starts);

-- ---- rules ---------------------------------------------------------------------------------

INSERT INTO rule (id, name, valid_from, value, note) VALUES
  (301, 'training.offer_hours', -25567, 48, ''),
  (302, 'training.attendance', -25567, 0.8, ''),
  (303, 'training.open_hour', -25567, 9, ''),
  (304, 'training.close_hour', -25567, 21, ''),
  (305, 'training.effect_days', -25567, 60, ''),
  (306, 'training.losing_streak', -25567, 5, ''),
  (307, 'training.expiry_notice', -25567, 60, '');
