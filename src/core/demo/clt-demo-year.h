/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the parts of the demo branch's year on the telephone share. */

#include "core/base/clt-random.h"
#include "core/catalogue/clt-workdays.h"
#include "core/funds/clt-population.h"
#include "core/store/clt-action.h"
#include "core/surveys/clt-questionnaire.h"

G_BEGIN_DECLS

typedef struct
{
  CltConn *conn;
  CltRandom random;
  CltDay last; /* day with facts */
  guint n_clients;
  CltWorkdays *workdays; /* of offices */
  CltPopulation *population;
  CltTier *tiers;      /* by person, of the month */
  GHashTable *silent;  /* ids of those who do not want to be called */
  GArray *specialists; /* gint64: who is here now */
  GHashTable *forms;   /* version -> CltForm */
} CltDemoYear;

gboolean clt_demo_year_init (CltDemoYear *year,
                             CltConn *conn,
                             guint32 seed,
                             CltDay last,
                             guint n_clients,
                             GError **error);
void clt_demo_year_clear (CltDemoYear *year);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CltDemoYear, clt_demo_year_clear)
gboolean clt_demo_year_enter_month (CltDemoYear *year, CltDay day, GError **error);
int clt_demo_year_get_tier (const CltDemoYear *year, gint64 client_id);
/* Of any specialist. 0: there is none. */
gint64 clt_demo_year_draw_specialist (CltDemoYear *year);
/* Whoever has the client on @day; 0: nobody. */
gboolean clt_demo_year_find_caller (CltDemoYear *year,
                                    gint64 client_id,
                                    CltDay day,
                                    gint64 *staff_id,
                                    GError **error);
/* (transfer none) */
const CltForm *clt_demo_year_get_form (CltDemoYear *year, gint64 version_id, GError **error);
/* A moment of @day at which people telephone, in its @part: 0 … 2. */
gint64 clt_demo_year_draw_moment (CltDemoYear *year, CltDay day, int part);
/* A task that was created @day; done by the last day with @kept of a thousand. */
gboolean clt_demo_year_add_task (CltDemoYear *year,
                                 const char *kind,
                                 gint64 client_id,
                                 gint64 owner_id,
                                 gint64 contact_id,
                                 gint64 response_id,
                                 CltDay due,
                                 const char *text,
                                 const char *result,
                                 GError **error);

/* ---- clt-demo-contacts.c: what clients and staff talk about --------------------------------- */

gboolean clt_demo_contacts_play (CltDemoYear *year, CltDay day, GError **error);

/* ---- clt-demo-callbacks.c: the calls that are due ------------------------------------------- */

gboolean clt_demo_callbacks_play (CltDemoYear *year, CltDay day, GError **error);
/* Of the last day: times that were agreed. */
gboolean clt_demo_callbacks_agree (CltDemoYear *year, GError **error);

/* ---- clt-demo-surveys.c: questionnaires put to many ----------------------------------------- */

gboolean clt_demo_surveys_prepare (CltDemoYear *year, GError **error);
gboolean clt_demo_surveys_play (CltDemoYear *year, CltDay day, GError **error);
/* Feedback of those who came to a course. */
gboolean clt_demo_surveys_ask_learners (CltDemoYear *year, GError **error);

G_END_DECLS
