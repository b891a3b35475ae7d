/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What happens in a session of the demo branch: who has a seat and who waits, the roll, the tests, how
 * it ended, and what people say of it. */

#include "core/demo/clt-demo-school.h"
#include "core/training/clt-session.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;
  CltDay day;
} CltDemoMeeting;

typedef struct
{
  int course;          /* index in the school's courses */
  CltSession *session; /* as stored */
  GArray *meetings;    /* CltDemoMeeting; empty: studied alone */
  gboolean published;  /* or held */
} CltDemoSession;

void clt_demo_session_clear (CltDemoSession *planned);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CltDemoSession, clt_demo_session_clear)

typedef struct
{
  CltConn *conn;
  CltDay last; /* day with facts */
  CltRandom random;
  CltDemoSchool school;
} CltDemoClass;

/* Inside an action. */
gboolean clt_demo_class_fill (CltDemoClass *class_, CltDemoSession *planned, GError **error);
/* Inside an action: what clients ask for, and what permissions want. */
gboolean clt_demo_class_add_wishes (CltDemoClass *class_, GError **error);

G_END_DECLS
