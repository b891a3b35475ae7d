/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/clients/clt-client.h"

#include <stdio.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/base/clt-id.h"
#include "core/base/clt-lunar.h"
#include "core/base/clt-text.h"
#include "core/clients/clt-search-key.h"
#include "core/people/clt-staff.h"

/* What a field's text is checked by and where it goes. */
typedef struct
{
  CltConn *conn;
  gint64 id;
  const char *text; /* normalised */
  CltDay today;
} Edit;

/* Plain columns */

static const struct
{
  const char *field;
  const char *sql;
} updates[] = {
  { "name", "UPDATE client SET name = ? WHERE id = ?" },
  { "class", "UPDATE client SET class = ? WHERE id = ?" },
  { "id_type", "UPDATE client SET id_type = ? WHERE id = ?" },
  { "id_number", "UPDATE client SET id_number = ? WHERE id = ?" },
  { "gender", "UPDATE client SET gender = ? WHERE id = ?" },
  { "phone", "UPDATE client SET phone = ? WHERE id = ?" },
  { "email", "UPDATE client SET email = ? WHERE id = ?" },
  { "address", "UPDATE client SET address = ? WHERE id = ?" },
  { "introducer", "UPDATE client SET introducer = ? WHERE id = ?" },
  { "investor", "UPDATE client SET investor = ? WHERE id = ?" },
  { "stage", "UPDATE client SET stage = ? WHERE id = ?" },
  { "source", "UPDATE client SET source = ? WHERE id = ?" },
  { "lost_reason", "UPDATE client SET lost_reason = ? WHERE id = ?" },
  { "note", "UPDATE client SET note = ? WHERE id = ?" },
  { "birth_calendar", "UPDATE client SET birth_calendar = ? WHERE id = ?" },
};

static gboolean
update_text (const Edit *edit, const char *field, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (updates); i++)
    if (g_str_equal (updates[i].field, field))
      return clt_conn_run (edit->conn, error, updates[i].sql, "ti", edit->text, edit->id);
  g_assert_not_reached ();
}

/* Checks */

static gboolean
check_name (const Edit *edit, GError **error)
{
  if (*edit->text == '\0')
    return clt_store_refuse (error, _ ("A client needs a name. Nothing was changed."));
  if (g_utf8_strlen (edit->text, -1) > 200)
    return clt_store_refuse (error, _ ("A name has at most 200 characters. Nothing was changed."));
  return TRUE;
}

static gboolean
check_phone (const Edit *edit, GError **error)
{
  if (*edit->text != '\0' && clt_phone_get_form (edit->text) == CLT_PHONE_BAD)
    return clt_store_refuse (
      error, _ ("This is no phone number: a mobile has 11 digits, a landline an area "
                "code and 7 or 8 digits. Nothing was changed."));
  return TRUE;
}

static gboolean
check_email (const Edit *edit, GError **error)
{
  const char *at = strchr (edit->text, '@');

  if (*edit->text == '\0')
    return TRUE;
  if (at == NULL || at == edit->text || strchr (at + 1, '@') != NULL ||
      strchr (at + 1, '.') == NULL || g_str_has_suffix (at, ".") || at[1] == '.' ||
      strpbrk (edit->text, " ,;<>") != NULL)
    return clt_store_refuse (error, _ ("This is no e-mail address. Nothing was changed."));
  return TRUE;
}

/* Only identity cards have a form that can be checked; passports and licences are taken as they
 * are. */
static gboolean
check_id_number (const Edit *edit, GError **error)
{
  CltStmt *stmt = clt_conn_query (edit->conn, error,
                                  "SELECT id_type, class FROM client WHERE id = ?", "i", edit->id);
  gboolean card;

  if (stmt == NULL || clt_stmt_step (stmt, error) == CLT_STEP_ERROR)
    return FALSE;
  card = g_str_equal (clt_stmt_get_text (stmt, 1), "natural") &&
         (*clt_stmt_get_text (stmt, 0) == '\0' ||
          strstr (clt_stmt_get_text (stmt, 0), "身份证") != NULL);
  clt_stmt_reset (stmt);
  if (!card || *edit->text == '\0')
    return TRUE;
  switch (clt_id_card_check (edit->text, NULL, NULL))
    {
    case CLT_ID_OK:
      return TRUE;
    case CLT_ID_BAD_DATE:
      return clt_store_refuse (error,
                               _ ("The identity number holds an impossible date of birth. Nothing "
                                  "was changed."));
    case CLT_ID_BAD_CHECK:
      return clt_store_refuse (error,
                               _ ("The last character of the identity number does not fit the "
                                  "others: a digit is wrong. Nothing was changed."));
    case CLT_ID_BAD_FORM:
    default:
      return clt_store_refuse (error,
                               _ ("An identity number has 18 characters. For other documents set "
                                  "their kind first. Nothing was changed."));
    }
}

/* A lost prospect says why: the stage asks for the reason first. */
static gboolean
check_stage (const Edit *edit, GError **error)
{
  gint64 known;

  if (!g_str_equal (edit->text, "lost"))
    return TRUE;
  if (!clt_conn_get_int (edit->conn, &known, 0, error,
                         "SELECT lost_reason <> '' FROM client WHERE id = ?", "i", edit->id))
    return FALSE;
  if (!known)
    return clt_store_refuse (error, _ ("Say first why the prospect is lost. Nothing was changed."));
  return TRUE;
}

static const struct
{
  const char *field;
  gboolean (*check) (const Edit *edit, GError **error);
} checks[] = {
  { "name", check_name },           { "phone", check_phone }, { "email", check_email },
  { "id_number", check_id_number }, { "stage", check_stage },
};

static gboolean
check_choice (const Edit *edit, const CltClientField *field, GError **error)
{
  g_auto (GStrv) all = NULL;

  if (field->kind != CLT_FIELD_CHOICE)
    return TRUE;
  all = g_strsplit (field->choices, " ", -1);
  if (g_strv_contains ((const char *const *) all, edit->text))
    return TRUE;
  if (*edit->text == '\0' &&
      (g_str_equal (field->name, "gender") || g_str_equal (field->name, "stage") ||
       g_str_equal (field->name, "close_reason")))
    return TRUE;
  /* Translators: the first %s is what was typed, the second a field's name. */
  return clt_store_refuse (error, _ ("“%s” is no value of the field “%s”. Nothing was changed."),
                           edit->text, clt_client_field_get_label (field));
}

/* What is shown of a phone or an address has stars in it; those must not become the value. */
static gboolean
check_covered (const Edit *edit, const CltClientField *field, GError **error)
{
  if (field->kind == CLT_FIELD_SECRET && strchr (edit->text, '*') != NULL)
    return clt_store_refuse (error,
                             _ ("This value is partly covered. Type the whole of it. Nothing was "
                                "changed."));
  return TRUE;
}

/* Birthdays: 1980-05-12, 19800512, 05-12 or nothing */

static gboolean
parse_birthday (const char *text, gboolean lunar, int *year, int *month, int *day)
{
  int n = 0;

  *year = 0;
  if (*text == '\0')
    {
      *month = *day = 0;
      return TRUE;
    }
  if (sscanf (text, "%2d-%2d%n", month, day, &n) == 2 && text[n] == '\0')
    ;
  else if (sscanf (text, "%4d-%2d-%2d%n", year, month, day, &n) == 3 && text[n] == '\0')
    ;
  else if (strlen (text) == 8 && sscanf (text, "%4d%2d%2d%n", year, month, day, &n) == 3 && n == 8)
    ;
  else
    return FALSE;
  if (*year != 0 && (*year < 1880 || *year > 2100))
    return FALSE;
  if (lunar)
    return *month >= 1 && *month <= 12 && *day >= 1 && *day <= 30;
  /* 29 February of a year that is not known */
  return clt_day_from_ymd (*year == 0 ? 2000 : *year, *month, *day) != CLT_DAY_NONE;
}

static gboolean
set_birthday (const Edit *edit, GError **error)
{
  gint64 lunar;
  int year, month, day;

  if (!clt_conn_get_int (edit->conn, &lunar, 0, error,
                         "SELECT birth_calendar = 'lunar' FROM client WHERE id = ?", "i", edit->id))
    return FALSE;
  if (!parse_birthday (edit->text, lunar != 0, &year, &month, &day))
    return clt_store_refuse (error,
                             _ ("This is no birthday: write 1980-05-12, or 05-12 when the year is "
                                "unknown. Nothing was changed."));
  return clt_conn_run (edit->conn, error,
                       "UPDATE client SET birth_year = nullif(?, 0), birth_month = nullif(?, 0),"
                       " birth_day = nullif(?, 0) WHERE id = ?",
                       "iiii", (gint64) year, (gint64) month, (gint64) day, edit->id);
}

static gboolean
set_birth_leap (const Edit *edit, GError **error)
{
  return clt_conn_run (edit->conn, error, "UPDATE client SET birth_leap = ? = 'yes' WHERE id = ?",
                       "ti", edit->text, edit->id);
}

/* Dated fields: a change on the day of the last row corrects that row, a later one adds one */

static gboolean
get_last_id (const Edit *edit, const char *sql, gint64 *id, GError **error)
{
  return clt_conn_get_int (edit->conn, id, 0, error, sql, "ii", edit->id, (gint64) edit->today);
}

static gboolean
set_grade (const Edit *edit, GError **error)
{
  gint64 id;

  if (!get_last_id (edit, "SELECT max(id) FROM grade WHERE client_id = ? AND assessed = ?", &id,
                    error))
    return FALSE;
  if (id != 0)
    return clt_conn_run (edit->conn, error, "UPDATE grade SET level = ? WHERE id = ?", "ti",
                         edit->text, id);
  id = clt_conn_new_id (edit->conn, error);
  return id != 0 && clt_conn_run (edit->conn, error,
                                  "INSERT INTO grade (id, client_id, level, lowest, assessed)"
                                  " VALUES (?, ?, ?, 0, ?)",
                                  "iiti", id, edit->id, edit->text, (gint64) edit->today);
}

/* Of the assessment in force. */
static gboolean
set_grade_detail (const Edit *edit, gboolean expires, GError **error)
{
  gint64 id;
  CltDay day = CLT_DAY_NONE;

  if (!get_last_id (edit,
                    "SELECT id FROM grade WHERE client_id = ? AND assessed <= ?"
                    " ORDER BY assessed DESC, id DESC LIMIT 1",
                    &id, error))
    return FALSE;
  if (id == 0)
    return clt_store_refuse (error, _ ("Set the risk grade first. Nothing was changed."));
  if (!expires)
    return clt_conn_run (edit->conn, error, "UPDATE grade SET lowest = ? = 'yes' WHERE id = ?",
                         "ti", edit->text, id);
  if (*edit->text != '\0' && !clt_day_parse (edit->text, &day))
    return clt_store_refuse (error, _ ("This is no date: write 2026-11-18. Nothing was changed."));
  return clt_conn_run (edit->conn, error, "UPDATE grade SET expires = ? WHERE id = ?", "yi", day,
                       id);
}

static gboolean
set_grade_lowest (const Edit *edit, GError **error)
{
  return set_grade_detail (edit, FALSE, error);
}

static gboolean
set_grade_expires (const Edit *edit, GError **error)
{
  return set_grade_detail (edit, TRUE, error);
}

static gboolean
set_consent (const Edit *edit, const char *channel, GError **error)
{
  gint64 given = g_str_equal (edit->text, "yes"), now, id;

  if (!clt_conn_get_int (edit->conn, &now, 0, error,
                         "SELECT given FROM consent WHERE client_id = ? AND channel = ?"
                         " AND valid_from <= ? ORDER BY valid_from DESC, id DESC LIMIT 1",
                         "iti", edit->id, channel, (gint64) edit->today))
    return FALSE;
  if (now == given)
    return TRUE;
  id = clt_conn_new_id (edit->conn, error);
  return id != 0 && clt_conn_run (edit->conn, error,
                                  "INSERT INTO consent (id, client_id, channel, given, valid_from)"
                                  " VALUES (?, ?, ?, ?, ?)",
                                  "iitii", id, edit->id, channel, given, (gint64) edit->today);
}

static gboolean
set_consent_sms (const Edit *edit, GError **error)
{
  return set_consent (edit, "sms", error);
}

static gboolean
set_consent_email (const Edit *edit, GError **error)
{
  return set_consent (edit, "email", error);
}

static gboolean
set_consent_phone (const Edit *edit, GError **error)
{
  return set_consent (edit, "phone", error);
}

static gboolean
set_staff (const Edit *edit, const char *relation, GError **error)
{
  gint64 staff = 0;

  if (*edit->text != '\0' && (staff = clt_staff_find (edit->conn, edit->text, error)) == 0)
    return FALSE;
  return clt_assignment_set (edit->conn, edit->id, relation, staff, edit->today, error);
}

static gboolean
set_specialist (const Edit *edit, GError **error)
{
  return set_staff (edit, "service", error);
}

static gboolean
set_adviser (const Edit *edit, GError **error)
{
  return set_staff (edit, "adviser", error);
}

/* Spells */

typedef struct
{
  gint64 id; /* 0: none */
  CltDay opened, closed;
} Spell;

static gboolean
get_last_spell (const Edit *edit, Spell *spell, GError **error)
{
  CltStmt *stmt = clt_conn_query (edit->conn, error,
                                  "SELECT id, opened, closed FROM spell WHERE client_id = ?"
                                  " ORDER BY opened DESC, id DESC LIMIT 1",
                                  "i", edit->id);
  CltStep step;

  *spell = (Spell){ 0, CLT_DAY_NONE, CLT_DAY_NONE };
  if (stmt == NULL)
    return FALSE;
  step = clt_stmt_step (stmt, error);
  if (step == CLT_STEP_ROW)
    *spell =
      (Spell){ clt_stmt_get_int (stmt, 0), clt_stmt_get_day (stmt, 1), clt_stmt_get_day (stmt, 2) };
  clt_stmt_reset (stmt);
  return step != CLT_STEP_ERROR;
}

static gboolean
add_spell (CltConn *conn, gint64 client, CltDay opened, GError **error)
{
  gint64 id = clt_conn_new_id (conn, error);

  return id != 0 &&
         clt_conn_run (conn, error, "INSERT INTO spell (id, client_id, opened) VALUES (?, ?, ?)",
                       "iii", id, client, (gint64) opened);
}

static gboolean
parse_spell_day (const Edit *edit, gboolean needed, CltDay *day, GError **error)
{
  gint64 prospect;

  *day = CLT_DAY_NONE;
  if (!clt_conn_get_int (edit->conn, &prospect, 0, error,
                         "SELECT prospect FROM client WHERE id = ?", "i", edit->id))
    return FALSE;
  if (prospect)
    return clt_store_refuse (error,
                             _ ("A prospect has no account: make him a client first. Nothing was "
                                "changed."));
  if (*edit->text == '\0' && !needed)
    return TRUE;
  if (!clt_day_parse (edit->text, day))
    return clt_store_refuse (error, _ ("This is no date: write 2026-11-18. Nothing was changed."));
  return TRUE;
}

static gboolean
set_opened (const Edit *edit, GError **error)
{
  CltDay day;
  Spell spell;

  if (!parse_spell_day (edit, TRUE, &day, error) || !get_last_spell (edit, &spell, error))
    return FALSE;
  /* who was closed and opens later came back: a second spell */
  if (spell.id == 0 || (spell.closed != CLT_DAY_NONE && day > spell.closed))
    return add_spell (edit->conn, edit->id, day, error);
  return clt_conn_run (edit->conn, error, "UPDATE spell SET opened = ? WHERE id = ?", "ii",
                       (gint64) day, spell.id);
}

static gboolean
set_closed (const Edit *edit, GError **error)
{
  CltDay day;
  Spell spell;

  if (!parse_spell_day (edit, FALSE, &day, error) || !get_last_spell (edit, &spell, error))
    return FALSE;
  if (spell.id == 0)
    return clt_store_refuse (error,
                             _ ("Say first when the account was opened. Nothing was changed."));
  if (day != CLT_DAY_NONE && day < spell.opened)
    return clt_store_refuse (error,
                             _ ("An account does not close before it opens. Nothing was changed."));
  return clt_conn_run (edit->conn, error,
                       "UPDATE spell SET closed = ?1, reason = CASE WHEN ?1 IS NULL THEN ''"
                       " ELSE reason END WHERE id = ?2",
                       "yi", day, spell.id);
}

static gboolean
set_close_reason (const Edit *edit, GError **error)
{
  Spell spell;

  if (!get_last_spell (edit, &spell, error))
    return FALSE;
  if (spell.closed == CLT_DAY_NONE)
    return clt_store_refuse (error, _ ("The account is open. Nothing was changed."));
  return clt_conn_run (edit->conn, error, "UPDATE spell SET reason = ? WHERE id = ?", "ti",
                       edit->text, spell.id);
}

static const struct
{
  const char *field;
  gboolean (*set) (const Edit *edit, GError **error);
} setters[] = {
  { "birthday", set_birthday },
  { "birth_leap", set_birth_leap },
  { "grade", set_grade },
  { "grade_lowest", set_grade_lowest },
  { "grade_expires", set_grade_expires },
  { "consent_sms", set_consent_sms },
  { "consent_email", set_consent_email },
  { "consent_phone", set_consent_phone },
  { "specialist", set_specialist },
  { "adviser", set_adviser },
  { "opened", set_opened },
  { "closed", set_closed },
  { "close_reason", set_close_reason },
};

static gboolean
check_exists (const Edit *edit, GError **error)
{
  gint64 found;

  if (!clt_conn_get_int (edit->conn, &found, 0, error, "SELECT id FROM client WHERE id = ?", "i",
                         edit->id))
    return FALSE;
  if (found == 0)
    g_set_error_literal (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND,
                         _ ("This client is no longer in the file."));
  return found != 0;
}

gboolean
clt_client_set_field (CltConn *conn,
                      gint64 id,
                      const char *field,
                      const char *text,
                      CltDay today,
                      GError **error)
{
  const CltClientField *known = clt_client_field_find (field);
  g_autofree char *plain = NULL;
  Edit edit = { conn, id, NULL, today };

  if (known == NULL)
    {
      /* Translators: %s is a word that names no field. */
      return clt_store_refuse (error, _ ("Clients have no field “%s”."), field);
    }
  /* a note keeps its lines */
  plain =
    g_str_equal (field, "note") ? g_strstrip (g_strdup (text)) : clt_text_normalize (text, -1);
  edit.text = plain;
  if (!check_exists (&edit, error) || !check_choice (&edit, known, error) ||
      !check_covered (&edit, known, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (g_str_equal (field, checks[i].field) && !checks[i].check (&edit, error))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (setters); i++)
    if (g_str_equal (field, setters[i].field))
      return setters[i].set (&edit, error);
  return update_text (&edit, field, error);
}
