-- SPDX-License-Identifier: GPL-3.0-or-later
-- Invitations to sessions go out as pushes. Units as in 0001.

ALTER TABLE enrolment ADD COLUMN push_item_id INTEGER REFERENCES push_item (id); -- the invitation
