-- SPDX-License-Identifier: GPL-3.0-or-later
-- Service products: the catalogue, what each tier is promised, and how it reaches the client.
-- Units as in 0001; minutes are working minutes of staff.

-- ---- catalogue (journalled by the session extension) ---------------------------------------

CREATE TABLE service_category (    -- a tree of any depth below the four
  id INTEGER NOT NULL PRIMARY KEY,
  parent_id INTEGER REFERENCES service_category (id),
  kind TEXT NOT NULL CHECK (kind IN ('trading', 'research', 'training', 'value')),
  name TEXT NOT NULL DEFAULT '',   -- '' of the four: their translated name
  position INTEGER NOT NULL DEFAULT 0,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE INDEX service_category_parent ON service_category (parent_id);
INSERT INTO service_category (id, kind, position) VALUES
  (1, 'trading', 1), (2, 'research', 2), (3, 'training', 3), (4, 'value', 4);

CREATE TABLE channel (             -- the six, and further ones for the log only
  key TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL DEFAULT '',   -- '' of the six: their translated name
  medium TEXT NOT NULL             -- what carries it; 'log': nothing, only written down
    CHECK (medium IN ('website', 'software', 'email', 'sms', 'phone', 'onsite', 'log')),
  consent TEXT NOT NULL DEFAULT '' -- consent that a push needs; '': none
    CHECK (consent IN ('', 'sms', 'email', 'phone')),
  position INTEGER NOT NULL DEFAULT 0,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO channel (key, medium, consent, position) VALUES
  ('website', 'website', '', 1), ('software', 'software', '', 2), ('email', 'email', 'email', 3),
  ('sms', 'sms', 'sms', 4), ('phone', 'phone', 'phone', 5), ('onsite', 'onsite', '', 6);

CREATE TABLE product (             -- what stays the same over all versions
  id INTEGER NOT NULL PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,       -- short and stable: names it in files and on the command line
  category_id INTEGER NOT NULL REFERENCES service_category (id),
  owner_id INTEGER REFERENCES staff (id),
  position INTEGER NOT NULL DEFAULT 0,
  archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1))
) STRICT;
CREATE INDEX product_category ON product (category_id);
CREATE INDEX product_owner ON product (owner_id);

CREATE TABLE product_version (     -- in force on a day: not a draft, valid_from <= day, no later
  id INTEGER NOT NULL PRIMARY KEY, -- one, and the day not after valid_to
  product_id INTEGER NOT NULL REFERENCES product (id),
  number INTEGER NOT NULL,         -- from 1
  state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'approved', 'retired')),
  name TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  deliverable TEXT NOT NULL DEFAULT '', -- the standard: what exactly is delivered
  frequency TEXT NOT NULL DEFAULT '',   -- … how often, in words
  lead_days INTEGER NOT NULL DEFAULT 0, -- working days from order to delivery
  provider TEXT NOT NULL DEFAULT 'specialist'
    CHECK (provider IN ('specialist', 'adviser', 'both')),
  needs_licence INTEGER NOT NULL DEFAULT 0 CHECK (needs_licence IN (0, 1)), -- of the adviser
  risk INTEGER NOT NULL DEFAULT 1 CHECK (risk BETWEEN 1 AND 5),             -- R1 … R5
  min_tier INTEGER NOT NULL DEFAULT 0 CHECK (min_tier BETWEEN 0 AND 4),     -- 0: any
  minutes INTEGER NOT NULL DEFAULT 0,   -- work for one delivery to one client
  cost INTEGER NOT NULL DEFAULT 0,      -- fen for one delivery to one client
  author TEXT NOT NULL,
  created INTEGER NOT NULL,
  approver TEXT NOT NULL DEFAULT '',    -- never the author
  approved INTEGER,
  valid_from INTEGER,                   -- NULL while a draft
  valid_to INTEGER,                     -- last day, included; NULL: open
  CHECK (state = 'draft' OR valid_from IS NOT NULL),
  CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from)
) STRICT;
CREATE INDEX product_version_product ON product_version (product_id, valid_from);

CREATE TABLE product_channel (     -- in order of preference
  version_id INTEGER NOT NULL REFERENCES product_version (id),
  channel TEXT NOT NULL REFERENCES channel (key),
  position INTEGER NOT NULL,
  PRIMARY KEY (version_id, channel)
) STRICT, WITHOUT ROWID;

CREATE TABLE message_template (    -- text with placeholders such as {称呼}
  version_id INTEGER NOT NULL REFERENCES product_version (id),
  channel TEXT NOT NULL REFERENCES channel (key),
  subject TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL,
  PRIMARY KEY (version_id, channel)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
  id INTEGER NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL,             -- table of what it belongs to
  owner_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL             -- names the row of blob
) STRICT;
CREATE INDEX attachment_owner ON attachment (owner, owner_id);

-- ---- what each tier is promised ------------------------------------------------------------

CREATE TABLE entitlement (         -- a cell; in force on a day: the last one with valid_from <= day
  id INTEGER NOT NULL PRIMARY KEY,
  product_id INTEGER NOT NULL REFERENCES product (id),
  tier INTEGER NOT NULL CHECK (tier BETWEEN 1 AND 4),
  valid_from INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('none', 'request', 'count', 'unlimited')),
  count INTEGER NOT NULL DEFAULT 0 CHECK (count >= 0), -- of kind count: so many …
  period TEXT NOT NULL DEFAULT ''  -- … a period
    CHECK (period IN ('', 'week', 'month', 'quarter', 'year')),
  channel TEXT NOT NULL DEFAULT '', -- '': the product's order of preference
  CHECK ((kind = 'count') = (count > 0 AND period <> '')),
  UNIQUE (product_id, tier, valid_from)
) STRICT;

CREATE TABLE entitlement_exception ( -- one client's own grant or ban
  id INTEGER NOT NULL PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES client (id),
  product_id INTEGER NOT NULL REFERENCES product (id),
  kind TEXT NOT NULL CHECK (kind IN ('none', 'request', 'count', 'unlimited')), -- 'none': a ban
  count INTEGER NOT NULL DEFAULT 0 CHECK (count >= 0),
  period TEXT NOT NULL DEFAULT '' CHECK (period IN ('', 'week', 'month', 'quarter', 'year')),
  channel TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL,
  who TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER CHECK (valid_to IS NULL OR valid_to >= valid_from), -- last day, included
  CHECK ((kind = 'count') = (count > 0 AND period <> ''))
) STRICT;
CREATE INDEX entitlement_exception_client ON entitlement_exception (client_id, product_id);
CREATE INDEX entitlement_exception_product ON entitlement_exception (product_id);

-- ---- pushes --------------------------------------------------------------------------------

CREATE TABLE refusal (             -- the client's own no; wins over everything
  id INTEGER NOT NULL PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES client (id),
  scope TEXT NOT NULL              -- all pushes, those chosen by tier or behaviour, or a category
    CHECK (scope IN ('all', 'targeted', 'trading', 'research', 'training', 'value')),
  valid_from INTEGER NOT NULL,
  valid_to INTEGER CHECK (valid_to IS NULL OR valid_to >= valid_from),
  source TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX refusal_client ON refusal (client_id);

CREATE TABLE client_request (      -- the client asks by himself although R > C: not a push
  id INTEGER NOT NULL PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES client (id),
  product_id INTEGER NOT NULL REFERENCES product (id),
  version_id INTEGER NOT NULL REFERENCES product_version (id),
  day INTEGER NOT NULL,
  staff_id INTEGER REFERENCES staff (id),
  grade TEXT NOT NULL DEFAULT '',  -- on that day
  risk INTEGER NOT NULL,
  note TEXT NOT NULL DEFAULT ''    -- the signed warning is an attachment
) STRICT;
CREATE INDEX client_request_client ON client_request (client_id, product_id);

CREATE TABLE push (                -- one product to one audience
  id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  product_id INTEGER NOT NULL REFERENCES product (id),
  version_id INTEGER NOT NULL REFERENCES product_version (id),
  occasion TEXT NOT NULL DEFAULT '', -- of a greeting: birthday:2026, festival:mid-autumn:2026
  audience TEXT NOT NULL,          -- filter expression or list, as it was asked
  targeted INTEGER NOT NULL DEFAULT 1 CHECK (targeted IN (0, 1)), -- chosen by tier or behaviour
  first_day INTEGER NOT NULL,      -- planned over these days, both included
  last_day INTEGER NOT NULL CHECK (last_day >= first_day),
  owner_id INTEGER REFERENCES staff (id),
  state TEXT NOT NULL DEFAULT 'planned'
    CHECK (state IN ('planned', 'active', 'done', 'cancelled')),
  created INTEGER NOT NULL,
  who TEXT NOT NULL
) STRICT;
CREATE INDEX push_product ON push (product_id);

CREATE TABLE push_item (           -- one delivery to one client: planned, done, or why not
  id INTEGER NOT NULL PRIMARY KEY,
  push_id INTEGER NOT NULL REFERENCES push (id),
  client_id INTEGER NOT NULL REFERENCES client (id),
  day INTEGER NOT NULL,            -- planned
  channel TEXT NOT NULL,
  specialist_id INTEGER REFERENCES staff (id),
  adviser_id INTEGER REFERENCES staff (id),
  state TEXT NOT NULL              -- blocked ones are kept with their reasons
    CHECK (state IN ('planned', 'queued', 'done', 'dropped', 'blocked')),
  reasons TEXT NOT NULL DEFAULT '', -- keys of what blocks, space separated
  override_reason TEXT NOT NULL DEFAULT '', -- only of "contacted too recently"
  override_who TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL           -- JSON: grade, risk, consent, rules as they were looked at
) STRICT;
CREATE INDEX push_item_push ON push_item (push_id, client_id);
CREATE INDEX push_item_client ON push_item (client_id, day);
CREATE INDEX push_item_open ON push_item (day) WHERE state IN ('planned', 'queued');

CREATE TABLE client_list (         -- live: asked anew each time; frozen: its members
  id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('live', 'frozen')),
  query TEXT NOT NULL DEFAULT '',  -- filter expression of a live one; where a frozen one came from
  created INTEGER NOT NULL,
  position INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE client_list_member (
  list_id INTEGER NOT NULL REFERENCES client_list (id),
  client_id INTEGER NOT NULL REFERENCES client (id),
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (list_id, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX client_list_member_client ON client_list_member (client_id);

-- ---- channels ------------------------------------------------------------------------------

CREATE TABLE message (             -- an e-mail or a short message as it goes out; never changed
  id INTEGER NOT NULL PRIMARY KEY,
  push_item_id INTEGER REFERENCES push_item (id),
  client_id INTEGER NOT NULL REFERENCES client (id),
  product_id INTEGER NOT NULL REFERENCES product (id),
  version_id INTEGER NOT NULL REFERENCES product_version (id),
  channel TEXT NOT NULL REFERENCES channel (key),
  address TEXT NOT NULL,
  subject TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL,
  reference TEXT NOT NULL,         -- Message-ID of a mail, number in the gateway's file
  created INTEGER NOT NULL
) STRICT;
CREATE INDEX message_item ON message (push_item_id);
CREATE INDEX message_client ON message (client_id);

CREATE TABLE call_task (
  id INTEGER NOT NULL PRIMARY KEY,
  push_item_id INTEGER REFERENCES push_item (id),
  client_id INTEGER NOT NULL REFERENCES client (id),
  product_id INTEGER REFERENCES product (id),
  staff_id INTEGER REFERENCES staff (id),
  due INTEGER NOT NULL,
  script TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
  outcome TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  closed INTEGER                   -- instant
) STRICT;
CREATE INDEX call_task_client ON call_task (client_id, due);
CREATE INDEX call_task_open ON call_task (due) WHERE state = 'open';

CREATE TABLE appointment (
  id INTEGER NOT NULL PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,        -- of its iCalendar entry
  sequence INTEGER NOT NULL DEFAULT 0,
  push_item_id INTEGER REFERENCES push_item (id),
  client_id INTEGER NOT NULL REFERENCES client (id),
  product_id INTEGER REFERENCES product (id),
  staff_id INTEGER REFERENCES staff (id),
  starts INTEGER NOT NULL,         -- instants
  ends INTEGER NOT NULL CHECK (ends >= starts),
  place TEXT NOT NULL DEFAULT '',
  subject TEXT NOT NULL,
  note TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'done', 'cancelled'))
) STRICT;
CREATE INDEX appointment_client ON appointment (client_id, starts);

CREATE TABLE bulletin (            -- of the website and of the trading software
  id INTEGER NOT NULL PRIMARY KEY,
  push_id INTEGER REFERENCES push (id),
  product_id INTEGER NOT NULL REFERENCES product (id),
  version_id INTEGER NOT NULL REFERENCES product_version (id),
  channel TEXT NOT NULL REFERENCES channel (key),
  day INTEGER NOT NULL,
  tiers INTEGER NOT NULL,          -- bit (1 << tier)
  title TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX bulletin_day ON bulletin (day);

-- One log for every channel. Rows of sent messages are written by the queue outside of actions
-- (a sent mail cannot be undone); all others belong to an action.
CREATE TABLE delivery (
  id INTEGER NOT NULL PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES client (id),
  product_id INTEGER NOT NULL REFERENCES product (id),
  version_id INTEGER REFERENCES product_version (id), -- in force on the day
  push_item_id INTEGER REFERENCES push_item (id),
  message_id INTEGER REFERENCES message (id),
  day INTEGER NOT NULL,
  at INTEGER NOT NULL,
  channel TEXT NOT NULL REFERENCES channel (key),
  staff_id INTEGER REFERENCES staff (id),
  minutes INTEGER NOT NULL DEFAULT 0,
  cost INTEGER NOT NULL DEFAULT 0, -- fen
  note TEXT NOT NULL DEFAULT '',
  requested INTEGER NOT NULL DEFAULT 0 CHECK (requested IN (0, 1)), -- the client asked for it
  override_reason TEXT NOT NULL DEFAULT '', -- as in push_item
  override_who TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL DEFAULT '' -- as in push_item; '': that of the item
) STRICT;
CREATE INDEX delivery_client ON delivery (client_id, product_id, day);
-- whole, so that the ledger reads nothing but the index
CREATE INDEX delivery_product ON delivery (product_id, day, client_id, minutes, cost);
CREATE INDEX delivery_day ON delivery (day, product_id, client_id, minutes, cost);

-- ---- tailored research ---------------------------------------------------------------------

CREATE TABLE study (               -- a client's risk-management plan, or a research note
  id INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('plan', 'note')),
  client_id INTEGER REFERENCES client (id), -- of a plan
  product_id INTEGER REFERENCES product (id), -- as which it is delivered
  author_id INTEGER NOT NULL REFERENCES staff (id),
  title TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT;
CREATE INDEX study_client ON study (client_id);

CREATE TABLE study_version (
  id INTEGER NOT NULL PRIMARY KEY,
  study_id INTEGER NOT NULL REFERENCES study (id),
  number INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'draft'
    CHECK (state IN ('draft', 'review', 'approved', 'returned')),
  sections TEXT NOT NULL,          -- JSON: [{"key": …, "text": …}]
  facts TEXT NOT NULL,             -- JSON: the client's figures as they were then
  created INTEGER NOT NULL,
  reviewer TEXT NOT NULL DEFAULT '', -- never the author
  reviewed INTEGER,
  remark TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX study_version_study ON study_version (study_id, number);

-- ---- events --------------------------------------------------------------------------------

CREATE TABLE event (               -- report meeting, forum, field trip
  id INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('report', 'forum', 'trip')),
  product_id INTEGER REFERENCES product (id),
  theme TEXT NOT NULL,
  sectors TEXT NOT NULL DEFAULT '', -- of interest, space separated
  place TEXT NOT NULL DEFAULT '',
  starts INTEGER NOT NULL,         -- instants
  ends INTEGER NOT NULL CHECK (ends >= starts),
  capacity INTEGER NOT NULL DEFAULT 0, -- 0: not limited
  min_tier INTEGER NOT NULL DEFAULT 0 CHECK (min_tier BETWEEN 0 AND 4),
  budget INTEGER NOT NULL DEFAULT 0, -- fen
  spent INTEGER,                   -- fen
  host_id INTEGER REFERENCES staff (id),
  safety TEXT NOT NULL DEFAULT '', -- of a trip: safety sheet and insurance
  note TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'held', 'cancelled'))
) STRICT;

CREATE TABLE event_guest (
  event_id INTEGER NOT NULL REFERENCES event (id),
  client_id INTEGER NOT NULL REFERENCES client (id),
  invited INTEGER NOT NULL,        -- day
  answer TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'yes', 'no', 'maybe', 'waiting')),
  attended INTEGER CHECK (attended IN (0, 1)),
  note TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (event_id, client_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_guest_client ON event_guest (client_id);

-- ---- never journalled ----------------------------------------------------------------------

CREATE TABLE blob (                -- what attachments hold, by content
  sha256 TEXT NOT NULL PRIMARY KEY,
  data BLOB NOT NULL
) STRICT;

CREATE TABLE message_state (       -- what became of a message; none: still in the queue
  message_id INTEGER NOT NULL PRIMARY KEY REFERENCES message (id),
  state TEXT NOT NULL              -- 'sending' left by a crash is shown as unknown; 'handed': in a
                                   -- file for the gateway, whose word is awaited
    CHECK (state IN ('sending', 'handed', 'retry', 'sent', 'failed', 'bounced', 'unknown')),
  attempts INTEGER NOT NULL DEFAULT 0,
  at INTEGER NOT NULL,             -- of the last change
  next INTEGER,                    -- instant of the next attempt
  answer TEXT NOT NULL DEFAULT ''  -- the server's words
) STRICT;

-- ---- rules ---------------------------------------------------------------------------------

INSERT INTO rule (id, name, valid_from, value, note) VALUES
  (101, 'push.gap', -25567, 5, ''),
  (102, 'greeting.gap', -25567, 7, ''),
  (103, 'capacity.specialist', -25567, 240, ''),
  (104, 'capacity.adviser', -25567, 180, ''),
  (105, 'suitability.expired_from_risk', -25567, 3, ''),
  (106, 'cadence.high-end', -25567, 10, ''),
  (107, 'cadence.major', -25567, 20, ''),
  (108, 'cadence.ordinary', -25567, 60, ''),
  (109, 'cadence.small', -25567, 120, ''),
  (110, 'mail.per_minute', -25567, 60, ''),
  (111, 'mail.attempts', -25567, 5, ''),
  (112, 'sms.length', -25567, 70, ''),
  (113, 'sms.part_length', -25567, 67, '');
