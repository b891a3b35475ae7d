-- SPDX-License-Identifier: GPL-3.0-or-later
-- Events: how guests are invited, places by tier, and what is done afterwards. Units as in 0001.

ALTER TABLE event ADD COLUMN invitation_id INTEGER REFERENCES product (id); -- whose messages invite
ALTER TABLE event ADD COLUMN speaker_id INTEGER REFERENCES staff (id);      -- adviser who speaks
ALTER TABLE event ADD COLUMN warned INTEGER NOT NULL DEFAULT 0 -- his speech carried the risk warning
  CHECK (warned IN (0, 1));
ALTER TABLE event ADD COLUMN uid TEXT NOT NULL DEFAULT ''; -- of its entry in calendars
ALTER TABLE event ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0; -- rises when its entry changes

ALTER TABLE event_guest ADD COLUMN answered INTEGER; -- instant: who waits longer moves up first
ALTER TABLE event_guest ADD COLUMN push_item_id INTEGER REFERENCES push_item (id); -- the invitation
ALTER TABLE event_guest ADD COLUMN call_id INTEGER REFERENCES call_task (id); -- the call afterwards

CREATE TABLE event_quota (         -- at most so many places for a tier; none: as many as there are
  event_id INTEGER NOT NULL REFERENCES event (id),
  tier INTEGER NOT NULL CHECK (tier BETWEEN 0 AND 4),
  places INTEGER NOT NULL CHECK (places >= 0),
  PRIMARY KEY (event_id, tier)
) STRICT, WITHOUT ROWID;

INSERT INTO rule (id, name, valid_from, value, note) VALUES
  (151, 'event.follow_up', -25567, 3, ''),
  (152, 'event.result_near', -25567, 30, ''),
  (153, 'event.result_far', -25567, 90, '');
