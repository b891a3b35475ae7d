-- SPDX-License-Identifier: GPL-3.0-or-later
-- Questionnaires, to whom they are put, and what is answered. Units as in 0001.

CREATE TABLE questionnaire (       -- what stays the same over all versions
  id INTEGER NOT NULL PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,        -- short and stable: names it in files and on the command line
  name TEXT NOT NULL,
  occasion TEXT NOT NULL DEFAULT 'plain' -- when it is put; a callback of that kind takes it
    CHECK (occasion IN ('plain', 'new-account', 'sample', 'suitability', 'complaint', 'training',
                        'satisfaction', 'nps')),
  position INTEGER NOT NULL DEFAULT 0,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;

CREATE TABLE questionnaire_version ( -- answers stay bound to theirs; the published one is put
  id INTEGER NOT NULL PRIMARY KEY,
  questionnaire_id INTEGER NOT NULL REFERENCES questionnaire (id),
  number INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'published', 'retired')),
  greeting TEXT NOT NULL DEFAULT '', -- said or printed first; placeholders as in message_template
  closing TEXT NOT NULL DEFAULT '',
  author_id INTEGER REFERENCES staff (id),
  created INTEGER NOT NULL,
  published INTEGER                -- day
) STRICT;
CREATE INDEX questionnaire_version_of ON questionnaire_version (questionnaire_id, number);

CREATE TABLE question (
  id INTEGER NOT NULL PRIMARY KEY,
  version_id INTEGER NOT NULL REFERENCES questionnaire_version (id),
  position INTEGER NOT NULL,
  key TEXT NOT NULL,               -- the same in all versions, and in all questionnaires that ask
                                   -- the same thing: what is compared
  type TEXT NOT NULL
    CHECK (type IN ('section', 'info', 'yesno', 'choice', 'several', 'rating', 'nps', 'matrix',
                    'ranking', 'number', 'date', 'text')),
  text TEXT NOT NULL,
  help TEXT NOT NULL DEFAULT '',   -- for who asks, not read out
  required INTEGER NOT NULL DEFAULT 0 CHECK (required IN (0, 1)),
  low REAL,                        -- rating: first point; number: smallest; date: first day;
  high REAL,                       -- several: fewest and most; text: most characters in high
  low_label TEXT NOT NULL DEFAULT '', -- of the ends of a rating
  high_label TEXT NOT NULL DEFAULT '',
  reverse INTEGER NOT NULL DEFAULT 0 CHECK (reverse IN (0, 1)), -- a high rating is a bad one
  dimension TEXT NOT NULL DEFAULT '', -- its rating counts for this one
  condition TEXT NOT NULL DEFAULT '', -- expression over earlier answers; '': always asked
  identity INTEGER NOT NULL DEFAULT 0 CHECK (identity IN (0, 1)), -- is it really the client
  bad TEXT NOT NULL DEFAULT ''     -- codes, separated by blanks: these open a compliance task
) STRICT;
CREATE INDEX question_version ON question (version_id, position);

CREATE TABLE question_option (     -- of a choice, several, ranking; columns of a matrix
  question_id INTEGER NOT NULL REFERENCES question (id),
  code TEXT NOT NULL,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  exclusive INTEGER NOT NULL DEFAULT 0 CHECK (exclusive IN (0, 1)), -- "none of these"
  open INTEGER NOT NULL DEFAULT 0 CHECK (open IN (0, 1)), -- "other": words go with it
  PRIMARY KEY (question_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE question_line (       -- lines of a matrix
  question_id INTEGER NOT NULL REFERENCES question (id),
  code TEXT NOT NULL,
  position INTEGER NOT NULL,
  label TEXT NOT NULL,
  PRIMARY KEY (question_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE question_dimension (  -- what the ratings are about; the weights of all sum to 100
  version_id INTEGER NOT NULL REFERENCES questionnaire_version (id),
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  weight INTEGER NOT NULL CHECK (weight BETWEEN 0 AND 100),
  PRIMARY KEY (version_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE survey (              -- one questionnaire put to an audience
  id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  version_id INTEGER NOT NULL REFERENCES questionnaire_version (id),
  channel TEXT NOT NULL REFERENCES channel (key),
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'open', 'closed')),
  valid_from INTEGER NOT NULL,     -- first and last day of asking
  valid_to INTEGER NOT NULL,
  audience TEXT NOT NULL DEFAULT '', -- filter expression; '': all clients
  seed INTEGER,                    -- of the drawn sample; NULL: everybody is asked
  drawn INTEGER,                   -- day of the draw
  owner_id INTEGER REFERENCES staff (id),
  note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE survey_stratum (      -- how many of a tier were there, and how many are asked
  survey_id INTEGER NOT NULL REFERENCES survey (id),
  tier INTEGER NOT NULL CHECK (tier BETWEEN 0 AND 4),
  population INTEGER NOT NULL,
  wanted INTEGER NOT NULL,
  PRIMARY KEY (survey_id, tier)
) STRICT, WITHOUT ROWID;

CREATE TABLE survey_quota (        -- at most so many complete answers
  survey_id INTEGER NOT NULL REFERENCES survey (id),
  tier INTEGER NOT NULL CHECK (tier BETWEEN -1 AND 4), -- -1: any
  channel TEXT NOT NULL DEFAULT '', -- '': any
  places INTEGER NOT NULL CHECK (places >= 0),
  stops INTEGER NOT NULL DEFAULT 1 CHECK (stops IN (0, 1)), -- 0: only says so
  PRIMARY KEY (survey_id, tier, channel)
) STRICT, WITHOUT ROWID;

CREATE TABLE survey_member (       -- who is asked, and who is left out with the reason
  survey_id INTEGER NOT NULL REFERENCES survey (id),
  client_id INTEGER NOT NULL REFERENCES client (id),
  tier INTEGER NOT NULL CHECK (tier BETWEEN 0 AND 4), -- on the day of the draw
  excluded TEXT NOT NULL DEFAULT '' -- '': asked
    CHECK (excluded IN ('', 'dormant', 'closed', 'refused', 'recent', 'quota', 'not-drawn')),
  PRIMARY KEY (survey_id, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX survey_member_client ON survey_member (client_id);

CREATE TABLE response (            -- one form, being filled or filled
  id INTEGER NOT NULL PRIMARY KEY,
  version_id INTEGER NOT NULL REFERENCES questionnaire_version (id),
  survey_id INTEGER REFERENCES survey (id),
  client_id INTEGER REFERENCES client (id), -- NULL: without a name
  staff_id INTEGER REFERENCES staff (id),   -- who asked or keyed
  call_id INTEGER REFERENCES call_task (id),
  session_id INTEGER REFERENCES course_session (id), -- of a training feedback
  channel TEXT NOT NULL REFERENCES channel (key),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'complete', 'broken')),
  keyed INTEGER NOT NULL DEFAULT 1 CHECK (keyed IN (1, 2)), -- 2: a paper's second keying
  day INTEGER NOT NULL,            -- of the answers
  started INTEGER,                 -- instants; NULL: not known
  finished INTEGER,
  at_key TEXT NOT NULL DEFAULT '', -- question that is asked next while it is open
  reference TEXT NOT NULL DEFAULT '' -- its number in the file that it came from
) STRICT;
CREATE INDEX response_version ON response (version_id, day);
CREATE INDEX response_client ON response (client_id, day);
CREATE INDEX response_survey ON response (survey_id);
CREATE INDEX response_call ON response (call_id);

CREATE TABLE answer (              -- no row: blank
  response_id INTEGER NOT NULL REFERENCES response (id),
  question_id INTEGER NOT NULL REFERENCES question (id),
  part TEXT NOT NULL DEFAULT '',   -- code of an option (several, ranking) or line (matrix)
  mark TEXT NOT NULL DEFAULT '' CHECK (mark IN ('', 'refused', 'unknown')), -- instead of a value
  value TEXT NOT NULL DEFAULT '',  -- code, number, day as YYYYMMDD, rank, words; several: 1
  note TEXT NOT NULL DEFAULT '',   -- words that go with an open option
  seconds INTEGER NOT NULL DEFAULT 0, -- that the question was on the screen
  PRIMARY KEY (response_id, question_id, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_question ON answer (question_id, value);

CREATE TABLE answer_change (       -- of forms that were complete
  id INTEGER NOT NULL PRIMARY KEY,
  response_id INTEGER NOT NULL REFERENCES response (id),
  question_id INTEGER NOT NULL REFERENCES question (id),
  part TEXT NOT NULL DEFAULT '',
  old TEXT NOT NULL,               -- value or mark; '': blank
  new TEXT NOT NULL,
  reason TEXT NOT NULL,
  staff_id INTEGER REFERENCES staff (id),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX answer_change_response ON answer_change (response_id);

CREATE TABLE answer_tag (          -- what free words are about
  response_id INTEGER NOT NULL REFERENCES response (id),
  question_id INTEGER NOT NULL REFERENCES question (id),
  tag TEXT NOT NULL,
  PRIMARY KEY (response_id, question_id, tag)
) STRICT, WITHOUT ROWID;

INSERT INTO rule (id, name, valid_from, value, note) VALUES
  (401, 'survey.recent_days', -25567, 90, ''),
  (402, 'survey.sample', -25567, 0.1, ''),
  (403, 'survey.fast_seconds', -25567, 2, ''),
  (404, 'survey.straight_items', -25567, 5, '');
