-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many answers it takes before a member of staff gets a place among the others.

INSERT INTO rule (id, name, valid_from, value, note) VALUES
  (405, 'survey.rank_answers', -25567, 30, '');
