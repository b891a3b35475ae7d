-- SPDX-License-Identifier: GPL-3.0-or-later
-- How plans and notes reach their clients: as pushes that carry the paper.

CREATE TABLE push_study (          -- which version of a plan or note a push brings
  push_id INTEGER NOT NULL PRIMARY KEY REFERENCES push (id),
  version_id INTEGER NOT NULL REFERENCES study_version (id)
) STRICT;
CREATE INDEX push_study_version ON push_study (version_id);

INSERT INTO rule (id, name, valid_from, value, note) VALUES
  (501, 'study.follow_up', -25567, 5, '');
