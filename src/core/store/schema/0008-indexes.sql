-- SPDX-License-Identifier: GPL-3.0-or-later
-- Indexes that hold what lists ask of every client, so that the rows behind them are not read.

DROP INDEX grade_client;
CREATE INDEX grade_client ON grade (client_id, assessed, id, level);
DROP INDEX assignment_client;
CREATE INDEX assignment_client ON assignment
  (client_id, relation, valid_from, id, valid_to, staff_id);
