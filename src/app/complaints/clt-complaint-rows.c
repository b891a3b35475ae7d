/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/complaints/clt-complaint-rows.h"

#include "core/base/clt-i18n.h"
#include "core/delivery/clt-call.h"

struct _CltComplaintRows
{
  AdwPreferencesGroup *group; /* borrowed */
  CltCaseList list;
  GPtrArray *rows; /* owned: borrowed rows of the group */
};

CltComplaintRows *
clt_complaint_rows_new (AdwPreferencesGroup *group, CltCaseList list)
{
  CltComplaintRows *self = g_new0 (CltComplaintRows, 1);

  self->group = group;
  self->list = list;
  self->rows = g_ptr_array_new ();
  return self;
}

void
clt_complaint_rows_free (CltComplaintRows *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static GtkWidget *
add_row (CltComplaintRows *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
  return row;
}

/* By Enter and by a click. */
static void
set_opens (GtkWidget *row, const char *action, gint64 id)
{
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "x", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
}

static void
add_button (GtkWidget *row, const char *label, const char *action, GVariant *target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* ---- the same matter ----------------------------------------------------------------------- */

static void
fill_repeats (CltComplaintRows *self, const CltCase *a_case)
{
  const CltComplaint *complaint = a_case->complaint;

  if (complaint->same_as != 0)
    {
      GtkWidget *row = add_row (self, complaint->same_number, _ ("Told there first"));

      set_opens (row, "complaint.show", complaint->same_as);
      return;
    }
  for (guint i = 0; i < a_case->repeats->len; i++)
    {
      const CltComplaint *before = a_case->repeats->pdata[i];
      g_autofree char *day = clt_day_format (before->registered);
      g_autofree char *matter = clt_complaint_dup_matter (before);
      g_autofree char *title = g_strdup_printf ("%s · %s", before->number, matter);
      /* Translators: a day, the state of a complaint. */
      g_autofree char *subtitle =
        g_strdup_printf (_ ("registered on %s, %s"), day,
                         clt_complaint_choice_get_label ("state", before->state));
      GtkWidget *row = add_row (self, title, subtitle);

      add_button (row, _ ("The _Same"), "complaint.same", g_variant_new_string (before->number));
      set_opens (row, "complaint.show", before->id);
    }
}

/* ---- letters ------------------------------------------------------------------------------- */

static void
fill_letters (CltComplaintRows *self, const CltCase *a_case)
{
  for (guint i = 0; i < a_case->letters->len; i++)
    {
      const CltComplaintLetter *letter = a_case->letters->pdata[i];
      const gboolean sent = letter->sent != CLT_DAY_NONE;
      g_autofree char *day = clt_day_format (sent ? letter->sent : letter->day);
      /* Translators: a kind of letter, the number of its version. */
      g_autofree char *title =
        g_strdup_printf (C_ ("letter", "%s %d"), clt_complaint_letter_kind_get_label (letter->kind),
                         letter->number);
      /* Translators: %s is a day. */
      g_autofree char *subtitle = sent ? g_strdup_printf (C_ ("letter", "sent on %s"), day)
                                       /* Translators: %s is a day. */
                                       : g_strdup_printf (C_ ("letter", "draft of %s"), day);

      set_opens (add_row (self, title, subtitle), "complaint.show-letter", letter->id);
    }
}

/* ---- putting it right ---------------------------------------------------------------------- */

static void
fill_remedies (CltComplaintRows *self, const CltCase *a_case)
{
  for (guint i = 0; i < a_case->remedies->len; i++)
    {
      const CltComplaintRemedy *remedy = a_case->remedies->pdata[i];
      const gboolean open = g_str_equal (remedy->state, "open");
      g_autofree char *day = clt_day_format (open ? remedy->due : remedy->done);
      g_autofree char *subtitle =
        open
          /* Translators: a member of staff, a day. */
          ? g_strdup_printf (_ ("%s, checked on %s"), remedy->owner, day)
          /* Translators: a member of staff, a day, what came of it. */
          : g_strdup_printf (_ ("%s, done on %s: %s"), remedy->owner, day, remedy->result);
      GtkWidget *row = add_row (self, remedy->text, subtitle);

      if (open)
        add_button (row, _ ("_Done…"), "complaint.finish-remedy", g_variant_new_int64 (remedy->id));
    }
}

/* ---- what was done ------------------------------------------------------------------------- */

static void
append (GString *text, const char *part)
{
  if (*part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* What is still to come stands first, then what was done last. */
static void
fill_calls (CltComplaintRows *self, const CltCase *a_case)
{
  for (guint i = 0; i < a_case->calls->len; i++)
    {
      const CltCall *call = a_case->calls->pdata[i];
      g_autofree char *day = clt_day_format (call->due);
      g_autofree char *subtitle = NULL;

      if (!g_str_equal (call->state, "open"))
        continue;
      subtitle = *call->staff == '\0'
                   /* Translators: %s is a day. */
                   ? g_strdup_printf (_ ("on %s, by whoever is free"), day)
                   /* Translators: a day, a member of staff. */
                   : g_strdup_printf (_ ("on %s, by %s"), day, call->staff);
      set_opens (add_row (self, _ ("The client is called back"), subtitle), "complaint.show-call",
                 call->id);
    }
}

static void
fill_steps (CltComplaintRows *self, const CltCase *a_case)
{
  fill_calls (self, a_case);
  for (guint i = a_case->steps->len; i > 0; i--)
    {
      const CltComplaintStep *step = a_case->steps->pdata[i - 1];
      g_autofree char *at = clt_instant_format (step->at);
      g_autoptr (GString) title =
        g_string_new (clt_complaint_choice_get_label ("state", step->state));
      g_autoptr (GString) subtitle = g_string_new (at);

      append (title, step->staff);
      append (subtitle, step->reason);
      append (subtitle, step->note);
      add_row (self, title->str, subtitle->str);
    }
}

/* ---- filling ------------------------------------------------------------------------------- */

void
clt_complaint_rows_fill (CltComplaintRows *self, const CltCase *a_case)
{
  static void (*const funcs[CLT_N_CASE_LISTS]) (CltComplaintRows *, const CltCase *) = {
    [CLT_CASE_REPEATS] = fill_repeats,
    [CLT_CASE_LETTERS] = fill_letters,
    [CLT_CASE_REMEDIES] = fill_remedies,
    [CLT_CASE_STEPS] = fill_steps,
  };

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  funcs[self->list](self, a_case);
  if (self->list == CLT_CASE_REPEATS)
    gtk_widget_set_visible (GTK_WIDGET (self->group), self->rows->len > 0);
}
