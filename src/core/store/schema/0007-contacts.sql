-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the dashboard shows of contacts, kept as month_figure is. Units as in 0001.

-- The columns that 0006 has added are not in the rows themselves, and SQLite 3.40 records NULL for
-- their defaults when such a row changes: that cannot be undone. Writing a row completes it.
UPDATE event SET warned = warned;

CREATE TABLE contact_figure (        -- absent: to be computed
  day INTEGER NOT NULL,            -- a month's last day, or the day that is going on
  tier INTEGER NOT NULL CHECK (tier BETWEEN 0 AND 4),
  clients INTEGER NOT NULL,        -- who have a gap
  overdue INTEGER NOT NULL,
  middle INTEGER,                  -- twice the median gap in trading days; NULL: nobody
  since INTEGER,                   -- the first contact that the file knows of; NULL: none
  PRIMARY KEY (day, tier)
) STRICT, WITHOUT ROWID;
