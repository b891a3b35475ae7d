/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/clt-i18n.h"
#include "core/complaints/clt-complaint-letter.h"
#include "core/complaints/clt-complaint-stage.h"
#include "core/report/clt-paper-private.h"
#include "core/store/clt-attachment.h"

/* The case file of a complaint: what was said, what was done when, and every letter as it stands. */

static void
add_row (CltLetter *letter, const char *label, const char *value)
{
  if (*value != '\0')
    clt_letter_add_row (letter, label, value);
}

static void
add_day (CltLetter *letter, const char *label, CltDay day)
{
  g_autofree char *text = day == CLT_DAY_NONE ? g_strdup ("") : clt_day_format (day);

  add_row (letter, label, text);
}

static gboolean
is_long (const CltComplaintField *field)
{
  return field->kind == CLT_COMPLAINT_LONG;
}

static void
add_fields (CltLetter *letter, const CltComplaint *complaint)
{
  add_row (letter, _ ("State of the complaint"),
           clt_complaint_choice_get_label ("state", complaint->state));
  add_row (letter, _ ("Client"), complaint->client);
  for (guint i = 1; clt_complaint_fields[i].name != NULL; i++)
    {
      const CltComplaintField *field = &clt_complaint_fields[i];
      g_autofree char *value =
        is_long (field) ? g_strdup ("") : clt_complaint_dup_field (complaint, field->name);

      add_row (letter, clt_complaint_field_get_label (field),
               clt_complaint_choice_get_label (field->name, value));
    }
  add_day (letter, _ ("To be accepted by"), complaint->due_accept);
  add_day (letter, _ ("To be closed by"), complaint->due_close);
  add_day (letter, _ ("Answer to 12386 by"), complaint->due_hotline);
  add_day (letter, _ ("Accepted on"), complaint->accepted);
  add_day (letter, _ ("Answered on"), complaint->answered);
  add_day (letter, _ ("Closed on"), complaint->closed);
}

static void
add_texts (CltLetter *letter, const CltComplaint *complaint)
{
  for (guint i = 0; clt_complaint_fields[i].name != NULL; i++)
    {
      const CltComplaintField *field = &clt_complaint_fields[i];
      g_autofree char *value = NULL;

      if (!is_long (field))
        continue;
      value = clt_complaint_dup_field (complaint, field->name);
      if (*value == '\0')
        continue;
      clt_letter_add_heading (letter, clt_complaint_field_get_label (field));
      clt_letter_add_text (letter, value);
    }
}

static gboolean
add_steps (CltLetter *letter, CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) steps = clt_complaint_list_steps (conn, id, error);

  clt_letter_add_heading (letter, _ ("What was done"));
  for (guint i = 0; steps != NULL && i < steps->len; i++)
    {
      const CltComplaintStep *step = steps->pdata[i];
      g_autofree char *at = clt_instant_format (step->at);
      const char *const parts[] = { clt_complaint_choice_get_label ("state", step->state),
                                    step->staff, step->reason, step->note };
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint k = 0; k < G_N_ELEMENTS (parts); k++)
        if (*parts[k] != '\0')
          g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[k]);
      clt_letter_add_row (letter, at, text->str);
    }
  return steps != NULL;
}

static gboolean
add_remedies (CltLetter *letter, CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) remedies = clt_complaint_list_remedies (conn, id, error);

  if (remedies != NULL && remedies->len > 0)
    clt_letter_add_heading (letter, _ ("Corrective actions"));
  for (guint i = 0; remedies != NULL && i < remedies->len; i++)
    {
      const CltComplaintRemedy *remedy = remedies->pdata[i];
      g_autofree char *due = clt_day_format (remedy->due);
      /* Translators: a day, a name. */
      g_autofree char *label = g_strdup_printf (_ ("%s, %s"), due, remedy->owner);

      clt_letter_add_row (letter, label, remedy->text);
      if (*remedy->result != '\0')
        clt_letter_add_note (letter, remedy->result);
    }
  return remedies != NULL;
}

static gboolean
add_evidence (CltLetter *letter, CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) files = clt_attachment_list (conn, "complaint", id, error);

  if (files != NULL && files->len > 0)
    clt_letter_add_heading (letter, _ ("Evidence"));
  for (guint i = 0; files != NULL && i < files->len; i++)
    clt_letter_add_text (letter, ((const CltAttachment *) files->pdata[i])->name);
  return files != NULL;
}

static gboolean
add_letters (CltLetter *letter, CltConn *conn, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) letters = clt_complaint_letter_list (conn, id, error);

  for (guint i = 0; letters != NULL && i < letters->len; i++)
    {
      const CltComplaintLetter *one = letters->pdata[i];
      g_autofree char *day = clt_day_format (one->sent == CLT_DAY_NONE ? one->day : one->sent);
      g_autofree char *title =
        one->sent == CLT_DAY_NONE
          /* Translators: a kind of letter, its version, a day. */
          ? g_strdup_printf (_ ("%s %d, draft of %s"),
                             clt_complaint_letter_kind_get_label (one->kind), one->number, day)
          /* Translators: a kind of letter, its version, a day. */
          : g_strdup_printf (_ ("%s %d, sent on %s"),
                             clt_complaint_letter_kind_get_label (one->kind), one->number, day);

      clt_letter_add_heading (letter, title);
      clt_letter_add_text (letter, one->text);
    }
  return letters != NULL;
}

CltPaper *
clt_paper_new_complaint (CltConn *conn, gint64 id, const CltExportOptions *options, GError **error)
{
  g_autoptr (CltComplaint) complaint = clt_complaint_load (conn, id, error);
  g_autoptr (CltLetter) letter = NULL;
  g_autofree char *branch = NULL;
  g_autofree char *title = NULL;

  if (complaint == NULL)
    return NULL;
  branch = clt_export_dup_branch (conn);
  /* Translators: the number of a complaint. */
  title = g_strdup_printf (_ ("Complaint %s"), complaint->number);
  letter = clt_letter_new (branch);
  clt_letter_add_title (letter, title);
  add_fields (letter, complaint);
  add_texts (letter, complaint);
  if (!add_steps (letter, conn, id, error) || !add_remedies (letter, conn, id, error) ||
      !add_evidence (letter, conn, id, error) || !add_letters (letter, conn, id, error))
    return NULL;
  return clt_paper_new_letter (CLT_LETTER_COMPLAINT, g_steal_pointer (&letter), conn,
                               g_steal_pointer (&title), g_strdup (complaint->number), options);
}

CltPaper *
clt_paper_new_complaint_text (CltConn *conn,
                              const char *title,
                              const char *text,
                              const CltExportOptions *options)
{
  g_autofree char *branch = clt_export_dup_branch (conn);
  g_autoptr (CltLetter) letter = clt_letter_new (branch);

  clt_letter_add_text (letter, text);
  return clt_paper_new_letter (CLT_LETTER_COMPLAINT, g_steal_pointer (&letter), conn,
                               g_strdup (title), g_strdup (""), options);
}

CltPaper *
clt_paper_new_complaint_letter (CltConn *conn,
                                gint64 letter_id,
                                const CltExportOptions *options,
                                GError **error)
{
  g_autoptr (CltComplaintLetter) one = clt_complaint_letter_load (conn, letter_id, error);
  g_autofree char *title = NULL;

  if (one == NULL)
    return NULL;
  /* Translators: a kind of letter, the number of its version. */
  title = g_strdup_printf (C_ ("letter", "%s %d"), clt_complaint_letter_kind_get_label (one->kind),
                           one->number);
  return clt_paper_new_complaint_text (conn, title, one->text, options);
}
