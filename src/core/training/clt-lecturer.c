/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/training/clt-lecturer.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

CltLecturer *
clt_lecturer_new (void)
{
  CltLecturer *lecturer = g_new0 (CltLecturer, 1);

  lecturer->name = g_strdup ("");
  lecturer->topics = g_strdup ("");
  lecturer->note = g_strdup ("");
  return lecturer;
}

void
clt_lecturer_free (CltLecturer *lecturer)
{
  g_free (lecturer->name);
  g_free (lecturer->topics);
  g_free (lecturer->note);
  g_free (lecturer);
}

#define LECTURER_SQL                                                                               \
  "SELECT id, coalesce(staff_id, 0), name, fee, topics, note, archived FROM lecturer"

static gpointer
read_lecturer (CltStmt *stmt)
{
  CltLecturer *lecturer = g_new0 (CltLecturer, 1);

  lecturer->id = clt_stmt_get_int (stmt, 0);
  lecturer->staff_id = clt_stmt_get_int (stmt, 1);
  lecturer->name = g_strdup (clt_stmt_get_text (stmt, 2));
  lecturer->fee = clt_stmt_get_int (stmt, 3);
  lecturer->topics = g_strdup (clt_stmt_get_text (stmt, 4));
  lecturer->note = g_strdup (clt_stmt_get_text (stmt, 5));
  lecturer->archived = clt_stmt_get_int (stmt, 6) != 0;
  return lecturer;
}

GPtrArray *
clt_lecturer_list (CltConn *conn, gboolean archived, GError **error)
{
  return clt_stmt_read_all (clt_conn_query (conn, error,
                                            LECTURER_SQL " WHERE archived <= ? ORDER BY name, id",
                                            "i", (gint64) archived),
                            read_lecturer, (GDestroyNotify) clt_lecturer_free, error);
}

CltLecturer *
clt_lecturer_load (CltConn *conn, gint64 id, GError **error)
{
  return clt_stmt_read_one (clt_conn_query (conn, error, LECTURER_SQL " WHERE id = ?", "i", id),
                            read_lecturer, _ ("There is no such lecturer."), error);
}

gint64
clt_lecturer_find (CltConn *conn, const char *name, GError **error)
{
  gint64 id;

  if (!clt_conn_get_int (conn, &id, 0, error,
                         "SELECT id FROM lecturer WHERE name = ? AND archived = 0", "t", name))
    return 0;
  if (id == 0)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                 /* Translators: a name that somebody typed */
                 _ ("There is no lecturer “%s”."), name);
  return id;
}

static gboolean
check (CltConn *conn, const CltLecturer *lecturer, GError **error)
{
  gint64 others;

  if (*lecturer->name == '\0')
    return clt_store_refuse (error, _ ("A lecturer needs a name; nothing was changed."));
  if (lecturer->fee < 0)
    return clt_store_refuse (error, _ ("A fee cannot be less than nothing; nothing was changed."));
  if (!clt_conn_get_int (conn, &others, 0, error,
                         "SELECT count(*) FROM lecturer WHERE name = ? AND archived = 0"
                         " AND id <> ?",
                         "ti", lecturer->name, lecturer->id))
    return FALSE;
  return others == 0 || lecturer->archived ||
         /* Translators: a person's name */
         clt_store_refuse (error, _ ("There is a lecturer “%s” already; nothing was changed."),
                           lecturer->name);
}

gboolean
clt_lecturer_save (CltConn *conn, CltLecturer *lecturer, GError **error)
{
  g_autofree char *name = clt_text_clean (lecturer->name, -1);
  g_autofree char *topics = clt_text_clean (lecturer->topics, -1);
  gint64 id = lecturer->id;

  clt_set_str (&lecturer->name, name);
  clt_set_str (&lecturer->topics, topics);
  if (!check (conn, lecturer, error) || (id == 0 && (id = clt_conn_new_id (conn, error)) == 0) ||
      !clt_conn_run (
        conn, error,
        "INSERT INTO lecturer (id, staff_id, name, fee, topics, note, archived)"
        " VALUES (?, nullif(?, 0), ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " staff_id = excluded.staff_id, name = excluded.name, fee = excluded.fee,"
        " topics = excluded.topics, note = excluded.note, archived = excluded.archived",
        "iititti", id, lecturer->staff_id, name, lecturer->fee, topics, lecturer->note,
        (gint64) lecturer->archived))
    return FALSE;
  lecturer->id = id;
  return TRUE;
}

gboolean
clt_lecturer_teaches (const CltLecturer *lecturer, const char *code)
{
  g_auto (GStrv) codes = g_strsplit (lecturer->topics, " ", -1);

  return *lecturer->topics == '\0' || g_strv_contains ((const char *const *) codes, code);
}

/* Hours */

void
clt_lecturer_hours_free (CltLecturerHours *hours)
{
  g_free (hours->name);
  g_free (hours);
}

static gpointer
read_hours (CltStmt *stmt)
{
  CltLecturerHours *hours = g_new0 (CltLecturerHours, 1);

  hours->lecturer_id = clt_stmt_get_int (stmt, 0);
  hours->name = g_strdup (clt_stmt_get_text (stmt, 1));
  hours->month = (int) clt_stmt_get_int (stmt, 2);
  hours->meetings = (int) clt_stmt_get_int (stmt, 3);
  hours->minutes = (int) clt_stmt_get_int (stmt, 4);
  hours->fees = (clt_stmt_get_int (stmt, 5) * hours->minutes + 30) / 60;
  return hours;
}

GPtrArray *
clt_lecturer_get_hours (CltConn *conn, CltDay from, CltDay to, GError **error)
{
  /* the branch's month, as CltDay knows it */
  return clt_stmt_read_all (
    clt_conn_query (conn, error,
                    "SELECT l.id, l.name, strftime('%Y', m.starts, 'unixepoch', '+8 hours') * 12"
                    " + strftime('%m', m.starts, 'unixepoch', '+8 hours') - 1 AS month, count(*),"
                    " sum(m.ends - m.starts) / 60, l.fee FROM meeting m"
                    " JOIN course_session s ON s.id = m.session_id"
                    " JOIN lecturer l ON l.id = coalesce(m.lecturer_id, s.lecturer_id)"
                    " WHERE m.starts >= ? AND m.starts < ? AND m.state <> 'cancelled'"
                    " AND s.state <> 'cancelled' GROUP BY l.id, month ORDER BY month, l.name, l.id",
                    "ii", clt_day_get_instant (from, 0), clt_day_get_instant (to + 1, 0)),
    read_hours, (GDestroyNotify) clt_lecturer_hours_free, error);
}
