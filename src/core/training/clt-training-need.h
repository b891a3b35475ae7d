/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What clients should learn: what they asked for, what a permission requires, and what is seen from
 * how they trade; and which course comes next. Worked out for all clients in one go. */

#include "core/training/clt-course.h"

G_BEGIN_DECLS

typedef enum
{
  CLT_NEED_REQUIRED, /* for a permission */
  CLT_NEED_ASKED,
  CLT_NEED_EXPIRING, /* the certificate, within rule training.expiry_notice */
  CLT_NEED_RISK,   /* a risk ratio above rule risk.alert, in the window of the behaviour measures */
  CLT_NEED_STREAK, /* rule training.losing_streak days with a loss and none with a gain since */
  CLT_NEED_SECTOR, /* traded a sector for the first time in that window, others before */
} CltNeedKind;
/* Stable: "required" "asked" … */
const char *clt_need_kind_get_name (CltNeedKind kind);

typedef struct
{
  CltNeedKind kind;
  const CltCourse *course; /* borrowed from the record */
  CltDay day;              /* asked, seen, or of the expiry */
  gint64 value;            /* millionths of the risk ratio, -1: no equity left; days; CltSector */
  char *note;
} CltTrainingNeed;
/* "5 losing days in a row up to 2026-11-18"; translated. (transfer full) */
char *clt_training_need_format (const CltTrainingNeed *need);

typedef struct
{
  gint64 client_id;
  char *name, *account; /* "" without one */
  CltTier tier;
  const CltCourse *next; /* (nullable) borrowed: recommended */
  CltDay expired;        /* when its certificate ran out; CLT_DAY_NONE: he never had one */
  GArray *held;          /* gint64: courses that he has passed, and the certificate holds */
  GPtrArray *needs;      /* CltTrainingNeed, most pressing first; never of a course that he has
                            passed (but for an expiring one), is enrolled in, or may not take */
} CltLearner;

typedef struct
{
  CltDay day;
  GPtrArray *courses;  /* CltCourse, from shallow to deep, archived ones too */
  GPtrArray *learners; /* CltLearner, by name: open clients and prospects */
} CltTrainingNeeds;

/* @client_id 0: of all. Immutable. */
CltTrainingNeeds *
clt_training_needs_load (CltConn *conn, gint64 client_id, CltDay day, GError **error);
void clt_training_needs_free (CltTrainingNeeds *needs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltTrainingNeeds, clt_training_needs_free)
/* Why that course comes next, as a sentence; NULL when none does. (transfer full) */
char *clt_training_needs_format_next (const CltTrainingNeeds *needs, const CltLearner *learner);
/* Does he wait for the course: does it come next, or is it among his needs? */
gboolean clt_learner_waits_for (const CltLearner *learner, gint64 course_id);
/* Who does; @tier -1: of all tiers. Its length is the figure that the planner sees.
 * (element-type CltLearner) (transfer container) */
GPtrArray *clt_training_needs_list (const CltTrainingNeeds *needs, gint64 course_id, int tier);

/* Who has passed the course and holds its certificate. Returns as above. */
GPtrArray *clt_training_needs_list_holders (const CltTrainingNeeds *needs, gint64 course_id);

/* Which course helps against what is seen: settings of the branch. */
#define CLT_N_HELPS 4
/* Stable: "streak" "risk" "sector" "financial" (a new sector of stock indices or bonds). */
extern const char *const clt_need_helps[CLT_N_HELPS];
/* Code of the course; that of the starter curriculum while nobody has chosen. (transfer full) */
char *clt_need_get_help (CltConn *conn, const char *what, GError **error);
/* Inside an action. Refused when there is no such course, or no such thing to help against. "" takes
 * the choice back. */
gboolean clt_need_set_help (CltConn *conn, const char *what, const char *code, GError **error);

/* Inside an action: an answer of the questionnaire, or (@required) what a permission asks for, of which
 * there is one at a time. @note: his words, the permission. */
gboolean clt_training_need_add (CltConn *conn,
                                gint64 client_id,
                                gint64 course_id,
                                gboolean required,
                                CltDay day,
                                const char *note,
                                GError **error);
/* Inside an action: withdrawn on @day. Refused when there is none. */
gboolean clt_training_need_close (CltConn *conn,
                                  gint64 client_id,
                                  gint64 course_id,
                                  CltDay day,
                                  GError **error);

/* ---- private to training/ ------------------------------------------------------------------ */

/* What bears on a learner and a course. */
enum
{
  CLT_LEARNT = 1 << 0, /* passed, and the certificate holds */
  CLT_BUSY = 1 << 1,   /* enrolled, waiting or offered a seat */
  CLT_BARRED = 1 << 2, /* not suitable, not entitled, not for him, or refused */
};

typedef struct
{
  CltConn *conn;
  CltTrainingNeeds *needs;
  gint64 client_id;
  GHashTable *learners; /* client id -> index + 1 */
  GHashTable *courses;  /* course id -> index + 1 */
  guint8 *flags;        /* a learner's row of courses */
  CltDay *expired;      /* likewise; CLT_DAY_NONE */
} CltNeedScan;

void clt_training_need_free (gpointer need);
void clt_need_scan_add (CltNeedScan *scan,
                        CltNeedKind kind,
                        gint64 client_id,
                        gint64 course_id,
                        CltDay day,
                        gint64 value,
                        const char *note);
/* Everybody, what he has passed, where he is enrolled, what he may not take. */
gboolean clt_need_scan_people (CltNeedScan *scan, GError **error);
/* What is seen from funds and trades. */
gboolean clt_need_scan_behaviour (CltNeedScan *scan, GError **error);

G_END_DECLS
