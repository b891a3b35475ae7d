-- SPDX-License-Identifier: GPL-3.0-or-later
-- The first layout of a branch file. Never edited after release: later changes are new files.
--
-- Units: money INTEGER fen; prices INTEGER thousandths of a yuan; days INTEGER days since
-- 1970-01-01; instants INTEGER Unix seconds; months INTEGER year * 12 + month - 1.
-- Foreign keys are NO ACTION only and order columns are never UNIQUE, so that every change can
-- be undone (cascades and unique orders cannot be inverted).

-- ---- the file itself (never journalled) ----------------------------------------------------

CREATE TABLE counter (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  value INTEGER NOT NULL,         -- last id given out; never goes back, also after undo
  chain BLOB NOT NULL DEFAULT x'' -- hash of the journal's newest row
) STRICT;
INSERT INTO counter (id, value) VALUES (1, 0);

CREATE TABLE action (
  id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,             -- stable key, e.g. client.edit
  detail TEXT NOT NULL DEFAULT '',
  who TEXT NOT NULL,
  at INTEGER NOT NULL,
  schema_version INTEGER NOT NULL,
  changeset BLOB,                 -- of the session extension; NULL when only bulk rows changed
  row_count INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
  undone_seq INTEGER,             -- id given out when it was undone
  chain BLOB NOT NULL             -- SHA-256 over the previous chain and this row's facts
) STRICT;

CREATE TABLE action_row (          -- which action touched which row: names what stands in the way
  tbl TEXT NOT NULL,
  key TEXT NOT NULL,
  action INTEGER NOT NULL,
  PRIMARY KEY (tbl, key, action)
) STRICT, WITHOUT ROWID;

CREATE TABLE action_bulk (         -- bulk tables that an action wrote, and the days
  action INTEGER NOT NULL,
  tbl TEXT NOT NULL,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  PRIMARY KEY (action, tbl)
) STRICT, WITHOUT ROWID;

CREATE TABLE action_event (        -- every undo and redo: who and when
  id INTEGER NOT NULL PRIMARY KEY,
  action INTEGER NOT NULL,
  event TEXT NOT NULL CHECK (event IN ('undo', 'redo')),
  who TEXT NOT NULL,
  at INTEGER NOT NULL,
  chain BLOB NOT NULL             -- as in action; both share one chain, in order of id
) STRICT;
CREATE INDEX action_event_action ON action_event (action);

CREATE TABLE import_log (
  action INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  digest TEXT NOT NULL,           -- of the file: its length and CRC-32
  at INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  same INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  rejected INTEGER NOT NULL
) STRICT;

CREATE TABLE export_log (
  id INTEGER NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  kind TEXT NOT NULL,
  path TEXT NOT NULL,
  filter TEXT NOT NULL,
  rows INTEGER NOT NULL,
  masked INTEGER NOT NULL,
  purpose TEXT NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE reveal_log (
  id INTEGER NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  client_id INTEGER NOT NULL,
  field TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE import_profile (      -- how the columns of a kind of file were understood last time
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  mapping TEXT NOT NULL,           -- JSON
  used_at INTEGER NOT NULL,
  PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE seen_file (           -- files of the watched export folder
  path TEXT NOT NULL,
  size INTEGER NOT NULL,
  modified INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('imported', 'dismissed')),
  PRIMARY KEY (path, size, modified)
) STRICT, WITHOUT ROWID;

-- ---- journalled by the session extension ---------------------------------------------------

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rule (
  id INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  value REAL NOT NULL,             -- money rules in yuan, day rules in days, rates as ratios
  note TEXT NOT NULL DEFAULT '',
  UNIQUE (name, valid_from)
) STRICT;

CREATE TABLE trading_day (
  day INTEGER NOT NULL PRIMARY KEY
) STRICT;

CREATE TABLE staff (
  id INTEGER NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  role TEXT NOT NULL DEFAULT 'specialist'
    CHECK (role IN ('specialist', 'adviser', 'manager', 'compliance', 'admin')),
  branch TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  licence TEXT NOT NULL DEFAULT '', -- consulting qualification number
  entered INTEGER,
  left_on INTEGER,
  note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE client (
  id INTEGER NOT NULL PRIMARY KEY,
  prospect INTEGER NOT NULL DEFAULT 0 CHECK (prospect IN (0, 1)),
  name TEXT NOT NULL,
  class TEXT NOT NULL DEFAULT 'natural' CHECK (class IN ('natural', 'corporate', 'special')),
  id_type TEXT NOT NULL DEFAULT '',
  id_number TEXT NOT NULL DEFAULT '',
  gender TEXT NOT NULL DEFAULT '' CHECK (gender IN ('', 'male', 'female')),
  birth_calendar TEXT NOT NULL DEFAULT 'solar' CHECK (birth_calendar IN ('solar', 'lunar')),
  birth_year INTEGER,
  birth_month INTEGER CHECK (birth_month BETWEEN 1 AND 12),
  birth_day INTEGER CHECK (birth_day BETWEEN 1 AND 31),
  birth_leap INTEGER NOT NULL DEFAULT 0 CHECK (birth_leap IN (0, 1)),
  phone TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  introducer TEXT NOT NULL DEFAULT '',
  investor TEXT NOT NULL DEFAULT 'ordinary' CHECK (investor IN ('ordinary', 'professional')),
  stage TEXT NOT NULL DEFAULT ''   -- of a prospect
    CHECK (stage IN ('', 'new', 'contacted', 'interested', 'simulating', 'opening', 'won', 'lost')),
  source TEXT NOT NULL DEFAULT '', -- where a prospect came from
  lost_reason TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE account (             -- internal fund accounts (资金账号) of a client
  id INTEGER NOT NULL PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES client (id),
  number TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX account_client ON account (client_id);

CREATE TABLE spell (               -- from opening to closing; a client who came back has two
  id INTEGER NOT NULL PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES client (id),
  opened INTEGER NOT NULL,
  closed INTEGER CHECK (closed IS NULL OR closed >= opened),
  reason TEXT NOT NULL DEFAULT ''  -- '' closed by the client
    CHECK (reason IN ('', 'transferred', 'non_service'))
) STRICT;
CREATE INDEX spell_client ON spell (client_id, opened);

CREATE TABLE grade (               -- suitability, dated by assessment
  id INTEGER NOT NULL PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES client (id),
  level TEXT NOT NULL CHECK (level IN ('C1', 'C2', 'C3', 'C4', 'C5')),
  lowest INTEGER NOT NULL DEFAULT 0 CHECK (lowest IN (0, 1)),
  assessed INTEGER NOT NULL,
  expires INTEGER                  -- NULL: rule grade.validity_months after the assessment
) STRICT;
CREATE INDEX grade_client ON grade (client_id, assessed);

CREATE TABLE consent (
  id INTEGER NOT NULL PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES client (id),
  channel TEXT NOT NULL CHECK (channel IN ('sms', 'email', 'phone')),
  given INTEGER NOT NULL CHECK (given IN (0, 1)),
  valid_from INTEGER NOT NULL,
  source TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX consent_client ON consent (client_id, channel, valid_from);

CREATE TABLE assignment (
  id INTEGER NOT NULL PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES client (id),
  staff_id INTEGER NOT NULL REFERENCES staff (id),
  relation TEXT NOT NULL DEFAULT 'service'
    CHECK (relation IN ('service', 'adviser', 'development', 'maintenance', 'introducer')),
  valid_from INTEGER NOT NULL,
  valid_to INTEGER CHECK (valid_to IS NULL OR valid_to >= valid_from), -- last day, included
  share REAL NOT NULL DEFAULT 1,
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX assignment_client ON assignment (client_id, relation, valid_from);
CREATE INDEX assignment_staff ON assignment (staff_id, valid_from);

CREATE TABLE client_tag (
  client_id INTEGER NOT NULL REFERENCES client (id),
  tag TEXT NOT NULL,
  PRIMARY KEY (client_id, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE client_extra (        -- columns of imported files that no field takes
  client_id INTEGER NOT NULL REFERENCES client (id),
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (client_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE tier_run (
  day INTEGER NOT NULL PRIMARY KEY, -- first trading day of a month
  clients INTEGER NOT NULL,
  first INTEGER NOT NULL,
  up INTEGER NOT NULL,
  down INTEGER NOT NULL
) STRICT;

CREATE TABLE tier_history (        -- a row where the computed tier changes
  client_id INTEGER NOT NULL REFERENCES client (id),
  valid_from INTEGER NOT NULL,     -- the run's day
  tier INTEGER NOT NULL CHECK (tier BETWEEN 0 AND 4),
  move TEXT NOT NULL CHECK (move IN ('first', 'up', 'down')),
  average INTEGER NOT NULL,        -- fen, rounded half away from zero
  days INTEGER NOT NULL,           -- days behind the average
  PRIMARY KEY (client_id, valid_from)
) STRICT, WITHOUT ROWID;

CREATE TABLE tier_override (
  id INTEGER NOT NULL PRIMARY KEY,
  client_id INTEGER NOT NULL REFERENCES client (id),
  tier INTEGER NOT NULL CHECK (tier BETWEEN 1 AND 4),
  reason TEXT NOT NULL,
  proposer TEXT NOT NULL,
  approver TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER NOT NULL CHECK (valid_to >= valid_from) -- last day, included
) STRICT;
CREATE INDEX tier_override_client ON tier_override (client_id, valid_from);

CREATE TABLE saved_view (
  id INTEGER NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,             -- JSON: filter, columns, sort
  position INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE today_done (          -- a line of the work list marked done
  key TEXT NOT NULL,
  day INTEGER NOT NULL,
  who TEXT NOT NULL,
  PRIMARY KEY (key, day)
) STRICT, WITHOUT ROWID;

-- ---- bulk facts: journalled by batch -------------------------------------------------------
-- "batch" is the id of the action that wrote the row; "<table>_old" keeps the rows that an action
-- replaced or removed (holder: its id) and, while it is undone, those that it wrote (holder: minus
-- its id).

CREATE TABLE funds_daily (         -- 资金对账表: one row a trading day and account
  day INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account (id),
  deposit INTEGER,
  withdrawal INTEGER,
  opening INTEGER NOT NULL,        -- 上日结存
  balance INTEGER NOT NULL,        -- 当日结存
  equity INTEGER NOT NULL,         -- 投资者权益
  realized INTEGER,                -- 平仓盈亏
  position_pl INTEGER,             -- 持仓盈亏
  commission INTEGER,              -- 手续费
  exchange_fee INTEGER,            -- 上交手续费
  retained INTEGER,                -- 留存手续费
  margin INTEGER,                  -- 保证金占用
  exchange_margin INTEGER,         -- 交易所保证金
  available INTEGER,               -- 可用资金
  lots INTEGER,                    -- 成交手数
  batch INTEGER NOT NULL,
  PRIMARY KEY (day, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE funds_extra (         -- what few accounts have on few days
  day INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account (id),
  market_equity INTEGER,           -- 市值权益, when the account holds options
  pledge INTEGER,                  -- 质押金额 (a level)
  premium_in INTEGER,
  premium_out INTEGER,
  exercise_pl INTEGER,
  exercise_fee INTEGER,
  delivery_fee INTEGER,
  batch INTEGER NOT NULL,
  PRIMARY KEY (day, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE trade (               -- 成交明细
  day INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account (id),
  exchange TEXT NOT NULL,          -- SHFE INE DCE CZCE CFFEX GFEX, or as written
  number TEXT NOT NULL,            -- 成交编号, or #n within the day where the file has none
  side TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
  effect TEXT NOT NULL             -- 开平
    CHECK (effect IN ('open', 'close', 'close_today', 'close_prev', 'forced', 'reduced')),
  hedge TEXT NOT NULL DEFAULT ''
    CHECK (hedge IN ('', 'speculation', 'hedge', 'arbitrage', 'general', 'trade', 'maker')),
  contract TEXT NOT NULL,          -- in the exchange's own case
  lots INTEGER NOT NULL,
  price INTEGER NOT NULL,          -- thousandths of a yuan
  turnover INTEGER,
  commission INTEGER,
  exchange_fee INTEGER,
  realized INTEGER,
  second INTEGER,                  -- of the day, actual time, where the file has it
  batch INTEGER NOT NULL,
  PRIMARY KEY (day, account_id, exchange, number, side, effect)
) STRICT, WITHOUT ROWID;

CREATE TABLE position (            -- 持仓明细
  day INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account (id),
  exchange TEXT NOT NULL,
  contract TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('buy', 'sell')),
  hedge TEXT NOT NULL DEFAULT '',
  open_day INTEGER NOT NULL,
  open_price INTEGER NOT NULL,
  lots INTEGER NOT NULL,
  prev_settle INTEGER,
  settle INTEGER,
  floating INTEGER,
  mtm INTEGER,
  margin INTEGER,
  batch INTEGER NOT NULL,
  PRIMARY KEY (day, account_id, exchange, contract, side, hedge, open_day, open_price)
) STRICT, WITHOUT ROWID;

CREATE TABLE funds_daily_old (
  holder INTEGER NOT NULL,
  day INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  deposit INTEGER,
  withdrawal INTEGER,
  opening INTEGER NOT NULL,
  balance INTEGER NOT NULL,
  equity INTEGER NOT NULL,
  realized INTEGER,
  position_pl INTEGER,
  commission INTEGER,
  exchange_fee INTEGER,
  retained INTEGER,
  margin INTEGER,
  exchange_margin INTEGER,
  available INTEGER,
  lots INTEGER,
  batch INTEGER NOT NULL,
  PRIMARY KEY (holder, day, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE funds_extra_old (
  holder INTEGER NOT NULL,
  day INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  market_equity INTEGER,
  pledge INTEGER,
  premium_in INTEGER,
  premium_out INTEGER,
  exercise_pl INTEGER,
  exercise_fee INTEGER,
  delivery_fee INTEGER,
  batch INTEGER NOT NULL,
  PRIMARY KEY (holder, day, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE trade_old (
  holder INTEGER NOT NULL,
  day INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  exchange TEXT NOT NULL,
  number TEXT NOT NULL,
  side TEXT NOT NULL,
  effect TEXT NOT NULL,
  hedge TEXT NOT NULL,
  contract TEXT NOT NULL,
  lots INTEGER NOT NULL,
  price INTEGER NOT NULL,
  turnover INTEGER,
  commission INTEGER,
  exchange_fee INTEGER,
  realized INTEGER,
  second INTEGER,
  batch INTEGER NOT NULL,
  PRIMARY KEY (holder, day, account_id, exchange, number, side, effect)
) STRICT, WITHOUT ROWID;

CREATE TABLE position_old (
  holder INTEGER NOT NULL,
  day INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  exchange TEXT NOT NULL,
  contract TEXT NOT NULL,
  side TEXT NOT NULL,
  hedge TEXT NOT NULL,
  open_day INTEGER NOT NULL,
  open_price INTEGER NOT NULL,
  lots INTEGER NOT NULL,
  prev_settle INTEGER,
  settle INTEGER,
  floating INTEGER,
  mtm INTEGER,
  margin INTEGER,
  batch INTEGER NOT NULL,
  PRIMARY KEY (holder, day, account_id, exchange, contract, side, hedge, open_day, open_price)
) STRICT, WITHOUT ROWID;

-- ---- derived: rebuilt from the above, never journalled --------------------------------------

CREATE TABLE account_month (       -- one row a month from the account's first month to the last
  month INTEGER NOT NULL,          -- month of the file: idle months are kept
  account_id INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  first_day INTEGER,               -- first and last day with a row in this month
  last_day INTEGER,
  last_row INTEGER,                -- last day with a row up to the month's end (carried)
  equity INTEGER NOT NULL,         -- at the month's end (carried)
  margin INTEGER NOT NULL,         -- at the month's end (carried)
  equity_sum INTEGER NOT NULL,     -- of the month's trading days from the first row on (carried)
  last_trade INTEGER,              -- last day with a trade up to the month's end (carried)
  last_position INTEGER,           -- last day with a position up to the month's end (carried)
  deposit INTEGER NOT NULL,
  withdrawal INTEGER NOT NULL,
  realized INTEGER NOT NULL,
  position_pl INTEGER NOT NULL,
  commission INTEGER NOT NULL,
  exchange_fee INTEGER NOT NULL,
  retained INTEGER NOT NULL,       -- gross commission where the file lacks the split
  lots INTEGER NOT NULL,
  trade_days INTEGER NOT NULL,
  position_days INTEGER NOT NULL,
  PRIMARY KEY (month, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE month_figure (        -- what the dashboard shows of a period; absent: to be computed
  month INTEGER NOT NULL,          -- the period's last month
  months INTEGER NOT NULL,         -- its length
  tier INTEGER NOT NULL,           -- -1: all
  name TEXT NOT NULL,              -- an indicator, or clients, equity, commission, retained, …
  numerator INTEGER NOT NULL,
  denominator INTEGER NOT NULL,
  PRIMARY KEY (month, months, tier, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE search_key (           -- what lists and the search read of a client
  client_id INTEGER NOT NULL PRIMARY KEY,
  prospect INTEGER NOT NULL,
  name TEXT NOT NULL,              -- normalised, lower case
  sort TEXT NOT NULL,              -- orders names by pinyin
  pinyin TEXT NOT NULL,            -- full pinyin without tones; a blank before a second reading
  initials TEXT NOT NULL,          -- likewise
  accounts TEXT NOT NULL,          -- account numbers, space separated, first one first
  phone TEXT NOT NULL,             -- digits
  opened INTEGER,                  -- of the last spell
  closed INTEGER
) STRICT;
CREATE INDEX search_key_sort ON search_key (prospect, sort, client_id, closed);
CREATE INDEX search_key_accounts ON search_key (prospect, accounts, client_id, closed);
CREATE INDEX search_key_name ON search_key (name);
CREATE INDEX search_key_pinyin ON search_key (pinyin);
CREATE INDEX search_key_initials ON search_key (initials);
CREATE INDEX search_key_phone ON search_key (phone);

-- ---- rules of the first day ------------------------------------------------------------------
-- Valid from 1900-01-01 (-25567). The manager edits them by adding dated rows.

INSERT INTO rule (id, name, valid_from, value, note) VALUES
  (1, 'tier.ordinary', -25567, 100000, ''),
  (2, 'tier.major', -25567, 500000, ''),
  (3, 'tier.high-end', -25567, 5000000, ''),
  (4, 'tier.window_days', -25567, 60, ''),
  (5, 'tier.min_days', -25567, 10, ''),
  (6, 'tier.downgrade_ratio', -25567, 0.8, ''),
  (7, 'tier.downgrade_runs', -25567, 2, ''),
  (8, 'tier.missing_ratio', -25567, 0.1, ''),
  (9, 'churn.effective_equity', -25567, 1000, ''),
  (10, 'churn.effective_days', -25567, 90, ''),
  (11, 'churn.window_days', -25567, 20, ''),
  (12, 'churn.ratio', -25567, 0.1, ''),
  (13, 'churn.quiet_days', -25567, 60, ''),
  (14, 'dormancy.equity', -25567, 1000, ''),
  (15, 'dormancy.months', -25567, 12, ''),
  (16, 'sleeping.days', -25567, 90, ''),
  (17, 'risk.alert', -25567, 0.8, ''),
  (18, 'grade.validity_months', -25567, 24, ''),
  (19, 'birthday.notice_days', -25567, 7, ''),
  (20, 'import.tolerance', -25567, 0.02, ''),
  (21, 'loss.flat', -25567, 0.005, ''),
  (22, 'behaviour.window_days', -25567, 60, '');
UPDATE counter SET value = 1000;
