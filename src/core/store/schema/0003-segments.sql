-- SPDX-License-Identifier: GPL-3.0-or-later
-- Segments: kinds of clients by rules that the manager edits, and the scores that they speak of.

CREATE TABLE segment (              -- in force on a day: valid_from <= day <= valid_to
  id INTEGER NOT NULL PRIMARY KEY,
  preset TEXT NOT NULL DEFAULT '',  -- one of the first day's: its translated name while name is ''
  name TEXT NOT NULL DEFAULT '',
  rule TEXT NOT NULL,               -- a filter expression; '': everybody who is left, the last one
  position INTEGER NOT NULL,        -- the first one whose rule holds takes the client
  valid_from INTEGER NOT NULL,
  valid_to INTEGER                  -- last day, included; NULL: open
    CHECK (valid_to IS NULL OR valid_to >= valid_from),
  CHECK (preset <> '' OR name <> '')
) STRICT;
CREATE INDEX segment_valid ON segment (valid_from, position);

INSERT INTO segment (id, preset, rule, position, valid_from) VALUES
  (301, 'new', 'opened >= today - 90 days', 1, -25567),
  (302, 'dormant', 'status = dormant', 2, -25567),
  (303, 'quiet_money', 'tier >= major and no trade for 20 trading days', 3, -25567),
  (304, 'at_risk', 'trade_days >= 3 and no trade for 15 trading days', 4, -25567),
  (305, 'losing',
   'window_result <= -5000 and (win_rate < 45% or win_rate is empty) and has trade in 60 trading days',
   5, -25567),
  (306, 'core', 'r >= 4 and f >= 4 and m = 5', 6, -25567),
  (307, 'active', 'r >= 4 and f >= 4', 7, -25567),
  (308, 'sleeping', 'status = sleeping', 8, -25567),
  (309, 'steady', 'r >= 3 and f >= 2', 9, -25567),
  (310, 'other', '', 10, -25567);

-- Scores of a branch with fewer clients than score.min_clients: at least (recency: at most) so
-- much for a score of 5, 4, 3, 2.
INSERT INTO rule (id, name, valid_from, value, note) VALUES
  (201, 'grade.notice_days', -25567, 30, ''),
  (202, 'score.min_clients', -25567, 30, ''),
  (203, 'score.recency_5', -25567, 1, ''),
  (204, 'score.recency_4', -25567, 5, ''),
  (205, 'score.recency_3', -25567, 20, ''),
  (206, 'score.recency_2', -25567, 60, ''),
  (207, 'score.frequency_5', -25567, 0.5, ''),
  (208, 'score.frequency_4', -25567, 0.25, ''),
  (209, 'score.frequency_3', -25567, 0.1, ''),
  (210, 'score.frequency_2', -25567, 0.01, ''),
  (211, 'score.monetary_5', -25567, 10000, ''),
  (212, 'score.monetary_4', -25567, 2000, ''),
  (213, 'score.monetary_3', -25567, 500, ''),
  (214, 'score.monetary_2', -25567, 0.01, '');
