/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Pieces of SQL about a row r of table response: what a form counts for is said once. */

#include "core/clients/clt-client-sql.h"

/* Of the tables that are asked for figures; of a paper that is keyed twice the first keying. */
#define CLT_RESPONSE_COUNTS "r.state = 'complete' AND r.keyed = 1"

/* No form of the same client in the same survey was handed in later, in whatever period, by whomever and
 * by whatever channel (domain 2.2). Without a name or a survey every form is one of its own. */
#define CLT_RESPONSE_IS_LAST                                                                       \
  "NOT EXISTS (SELECT 1 FROM response o WHERE o.survey_id = r.survey_id"                           \
  " AND o.client_id = r.client_id AND o.state = 'complete' AND o.keyed = 1"                        \
  " AND (o.day, coalesce (o.finished, 0), o.id) > (r.day, coalesce (r.finished, 0), r.id))"

/* CltTier of the client on the day of the form; 0: unrated, also of who has no name. */
#define CLT_RESPONSE_TIER CLT_SQL_TIER_ON ("r.client_id", "r.day")
