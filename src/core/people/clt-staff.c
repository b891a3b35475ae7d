/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/people/clt-staff.h"

#include "core/base/clt-i18n.h"

static const struct
{
  const char *name;
  const char *label;
} roles[] = {
  { "specialist", NC_ ("staff role", "Client-service specialist") },
  { "adviser", NC_ ("staff role", "Investment adviser") },
  { "manager", NC_ ("staff role", "Branch manager") },
  { "compliance", NC_ ("staff role", "Compliance") },
  { "admin", NC_ ("staff role", "Administrator") },
};

#define STAFF_COLUMNS                                                                              \
  "id, number, name, role, branch, phone, email, licence, note, entered, left_on"

CltStaff *
clt_staff_new (void)
{
  CltStaff *staff = g_new0 (CltStaff, 1);

  staff->number = g_strdup ("");
  staff->name = g_strdup ("");
  staff->role = g_strdup ("specialist");
  staff->branch = g_strdup ("");
  staff->phone = g_strdup ("");
  staff->email = g_strdup ("");
  staff->licence = g_strdup ("");
  staff->note = g_strdup ("");
  staff->entered = CLT_DAY_NONE;
  staff->left = CLT_DAY_NONE;
  return staff;
}

void
clt_staff_free (CltStaff *staff)
{
  g_free (staff->number);
  g_free (staff->name);
  g_free (staff->role);
  g_free (staff->branch);
  g_free (staff->phone);
  g_free (staff->email);
  g_free (staff->licence);
  g_free (staff->note);
  g_free (staff);
}

static gpointer
read_staff (CltStmt *stmt)
{
  CltStaff *staff = g_new0 (CltStaff, 1);

  staff->id = clt_stmt_get_int (stmt, 0);
  staff->number = g_strdup (clt_stmt_get_text (stmt, 1));
  staff->name = g_strdup (clt_stmt_get_text (stmt, 2));
  staff->role = g_strdup (clt_stmt_get_text (stmt, 3));
  staff->branch = g_strdup (clt_stmt_get_text (stmt, 4));
  staff->phone = g_strdup (clt_stmt_get_text (stmt, 5));
  staff->email = g_strdup (clt_stmt_get_text (stmt, 6));
  staff->licence = g_strdup (clt_stmt_get_text (stmt, 7));
  staff->note = g_strdup (clt_stmt_get_text (stmt, 8));
  staff->entered = clt_stmt_get_day (stmt, 9);
  staff->left = clt_stmt_get_day (stmt, 10);
  return staff;
}

CltStaff *
clt_staff_load (CltConn *conn, gint64 id, GError **error)
{
  CltStmt *stmt =
    clt_conn_query (conn, error, "SELECT " STAFF_COLUMNS " FROM staff WHERE id = ?", "i", id);

  return clt_stmt_read_one (stmt, read_staff, _ ("This member of staff is no longer in the file."),
                            error);
}

GPtrArray *
clt_staff_list (CltConn *conn, CltDay on, GError **error)
{
  CltStmt *stmt = clt_conn_query (conn, error,
                                  "SELECT " STAFF_COLUMNS " FROM staff"
                                  " WHERE ?1 IS NULL OR left_on IS NULL OR left_on > ?1"
                                  " ORDER BY name, number",
                                  "y", on);

  return clt_stmt_read_all (stmt, read_staff, (GDestroyNotify) clt_staff_free, error);
}

gint64
clt_staff_find (CltConn *conn, const char *number_or_name, GError **error)
{
  gint64 id, n;

  if (!clt_conn_get_int (conn, &id, 0, error, "SELECT id FROM staff WHERE number = ?", "t",
                         number_or_name))
    return 0;
  if (id != 0)
    return id;
  if (!clt_conn_get_int (conn, &n, 0, error, "SELECT count(*) FROM staff WHERE name = ?", "t",
                         number_or_name) ||
      !clt_conn_get_int (conn, &id, 0, error, "SELECT min(id) FROM staff WHERE name = ?", "t",
                         number_or_name))
    return 0;
  if (n == 1)
    return id;
  if (n == 0)
    g_set_error (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                 /* Translators: %s is what was typed. */
                 _ ("Nobody of the staff has the number or name “%s”."), number_or_name);
  else
    clt_store_refuse (error,
                      /* Translators: %s is a name. */
                      _ ("Several members of staff are called “%s”. Give the staff number."),
                      number_or_name);
  return 0;
}

gboolean
clt_staff_find_who (CltConn *conn,
                    const char *who,
                    gint64 *staff_id,
                    gboolean *sees_all,
                    GError **error)
{
  g_autoptr (GError) unknown = NULL;
  g_autoptr (CltStaff) staff = NULL;

  *sees_all = TRUE;
  *staff_id = who == NULL || *who == '\0' ? 0 : clt_staff_find (conn, who, &unknown);
  if (*staff_id == 0)
    {
      if (unknown == NULL ||
          g_error_matches (unknown, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND) ||
          g_error_matches (unknown, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&unknown));
      return FALSE;
    }
  staff = clt_staff_load (conn, *staff_id, error);
  if (staff == NULL)
    return FALSE;
  *sees_all = !g_str_equal (staff->role, "specialist") && !g_str_equal (staff->role, "adviser");
  return TRUE;
}

static gboolean
check_staff (CltConn *conn, const CltStaff *staff, GError **error)
{
  gint64 other;

  if (*staff->number == '\0')
    return clt_store_refuse (error, _ ("A member of staff needs a number. Nothing was changed."));
  if (*staff->name == '\0')
    return clt_store_refuse (error, _ ("A member of staff needs a name. Nothing was changed."));
  if (*clt_staff_role_get_label (staff->role) == '\0')
    return clt_store_refuse (error, _ ("There is no such role. Nothing was changed."));
  if (staff->entered != CLT_DAY_NONE && staff->left != CLT_DAY_NONE && staff->left < staff->entered)
    return clt_store_refuse (error,
                             _ ("Nobody leaves before the day of entry. Nothing was changed."));
  if (!clt_conn_get_int (conn, &other, 0, error,
                         "SELECT id FROM staff WHERE number = ? AND id <> ?", "ti", staff->number,
                         staff->id))
    return FALSE;
  if (other != 0)
    return clt_store_refuse (error,
                             _ ("Somebody else has this staff number. Nothing was changed."));
  return TRUE;
}

gboolean
clt_staff_save (CltConn *conn, CltStaff *staff, GError **error)
{
  gint64 id = staff->id;

  if (!check_staff (conn, staff, error))
    return FALSE;
  if (id == 0 && (id = clt_conn_new_id (conn, error)) == 0)
    return FALSE;
  if (!clt_conn_run (
        conn, error,
        "INSERT INTO staff (" STAFF_COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET number = excluded.number, name = excluded.name,"
        " role = excluded.role, branch = excluded.branch, phone = excluded.phone,"
        " email = excluded.email, licence = excluded.licence, note = excluded.note,"
        " entered = excluded.entered, left_on = excluded.left_on",
        "ittttttttyy", id, staff->number, staff->name, staff->role, staff->branch, staff->phone,
        staff->email, staff->licence, staff->note, staff->entered, staff->left))
    return FALSE;
  staff->id = id;
  return TRUE;
}

gboolean
clt_staff_delete (CltConn *conn, gint64 id, GError **error)
{
  gint64 n;

  if (!clt_conn_get_int (conn, &n, 0, error, "SELECT count(*) FROM assignment WHERE staff_id = ?",
                         "i", id))
    return FALSE;
  if (n > 0)
    return clt_store_refuse (error,
                             _ ("Clients are or were assigned to this member of staff: set the day "
                                "of leaving instead. Nothing was changed."));
  return clt_conn_run (conn, error, "DELETE FROM staff WHERE id = ?", "i", id);
}

const char *
clt_staff_role_get_label (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (role, roles[i].name) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "staff role", roles[i].label);
  return "";
}

/* Assignments */

gboolean
clt_assignment_get (CltConn *conn,
                    gint64 client_id,
                    const char *relation,
                    CltDay day,
                    gint64 *staff_id,
                    GError **error)
{
  return clt_conn_get_int (conn, staff_id, 0, error,
                           "SELECT staff_id FROM assignment WHERE client_id = ?1"
                           " AND relation = ?2 AND valid_from <= ?3"
                           " AND (valid_to IS NULL OR valid_to >= ?3)"
                           " ORDER BY valid_from DESC, id DESC LIMIT 1",
                           "iti", client_id, relation, (gint64) day);
}

gboolean
clt_assignment_set (CltConn *conn,
                    gint64 client_id,
                    const char *relation,
                    gint64 staff_id,
                    CltDay day,
                    GError **error)
{
  gint64 now, id;

  if (!clt_assignment_get (conn, client_id, relation, day, &now, error))
    return FALSE;
  if (now == staff_id)
    return TRUE;
  if (!clt_conn_run (conn, error,
                     "DELETE FROM assignment WHERE client_id = ? AND relation = ?"
                     " AND valid_from >= ?",
                     "iti", client_id, relation, (gint64) day) ||
      !clt_conn_run (conn, error,
                     "UPDATE assignment SET valid_to = ?3 - 1 WHERE client_id = ?1"
                     " AND relation = ?2 AND (valid_to IS NULL OR valid_to >= ?3)",
                     "iti", client_id, relation, (gint64) day))
    return FALSE;
  if (staff_id == 0)
    return TRUE;
  id = clt_conn_new_id (conn, error);
  return id != 0 && clt_conn_run (conn, error,
                                  "INSERT INTO assignment (id, client_id, staff_id, relation,"
                                  " valid_from) VALUES (?, ?, ?, ?, ?)",
                                  "iiiti", id, client_id, staff_id, relation, (gint64) day);
}
