/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-session-form.h"

#include <string.h>

#include "app/training/clt-session-data.h"
#include "app/training/clt-session-fields.h"
#include "app/widgets/clt-problem.h"
#include "app/widgets/clt-reading.h"
#include "core/base/clt-i18n.h"

#define CHECK_DELAY 150 /* ms after the last change */
#define MAX_SLOTS 5

enum
{
  KEPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

struct _CltSessionForm
{
  AdwWindow parent_instance;

  CltDesk *desk;              /* owned */
  GCancellable *cancellable;  /* owned: of the check under way */
  CltMeetingChoices *choices; /* owned (nullable): until they are read */
  CltMeetingCheck *check;     /* owned (nullable) */
  guint check_source;
  gboolean kept, warned;

  GtkLabel *heading_label;
  GtkStack *stack;
  CltSessionFields *fields;
  GtkLabel *verdict_label;
  GtkListBox *clash_list;
  GtkListBox *slot_list;
  GtkLabel *error_label;
  GtkButton *save_button;
  GtkButton *publish_button;
};

G_DEFINE_FINAL_TYPE (CltSessionForm, clt_session_form, ADW_TYPE_WINDOW)

/* NULL: nothing is wrong. */
static void
show_error (CltSessionForm *self, const GError *error)
{
  g_autofree char *sentence = error == NULL ? NULL : clt_problem_dup_sentence (error);

  gtk_label_set_label (self->error_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), sentence != NULL);
}

/* FALSE: something that cannot be, which is told. */
static gboolean
read_fields (CltSessionForm *self)
{
  g_autoptr (GError) error = NULL;
  gboolean good = clt_session_fields_read (self->fields, self->choices->draft, &error);

  if (error != NULL || !self->warned)
    show_error (self, error);
  return good;
}

/* ---- clashes and free times ------------------------------------------------------------------------ */

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static GtkWidget *
new_line (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static void
add_clash (CltSessionForm *self, const CltClash *clash)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name (clash->hard ? "dialog-error-symbolic"
                                                              : "dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, clash->hard ? "error" : "warning");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), new_line (clash->text));
  gtk_widget_add_css_class (box, "field-problem");
  gtk_list_box_append (self->clash_list, box);
}

static void
add_slot (CltSessionForm *self, const CltSlot *slot, guint index)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  g_autofree char *starts = clt_instant_format (slot->starts);
  g_autofree char *ends = clt_instant_format (slot->ends);
  g_autofree char *when = g_strdup_printf ("%s–%s", starts, ends + strlen ("2026-11-18 "));
  g_autofree char *key = gtk_accelerator_get_label (GDK_KEY_1 + index, GDK_ALT_MASK);
  GtkWidget *label = new_line (when), *hint = gtk_label_new (key);

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (hint, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), hint);
  gtk_widget_add_css_class (box, "field-problem");
  gtk_list_box_append (self->slot_list, box);
}

static guint
count_hard (const CltMeetingCheck *check)
{
  guint n = 0;

  for (guint i = 0; check != NULL && i < check->clashes->len; i++)
    n += ((CltClash *) check->clashes->pdata[i])->hard;
  return n;
}

static void
show_verdict (CltSessionForm *self)
{
  const CltMeetingDraft *draft = self->choices->draft;
  guint hard = count_hard (self->check);
  gboolean planned = g_str_equal (draft->session->state, "planned");
  const char *text = _ ("Nothing stands against it.");

  if (hard > 0 && planned)
    text = _ ("It cannot be published like this. It can be kept as planned, and changed later.");
  else if (hard > 0)
    text = _ ("It cannot be kept like this: clients rely on this session.");
  else if (self->check != NULL && self->check->clashes->len > 0)
    text = _ ("It can be held; better not at this time.");
  gtk_label_set_label (self->verdict_label, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button),
                            self->check != NULL && (hard == 0 || planned));
  gtk_widget_set_visible (GTK_WIDGET (self->publish_button), planned);
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish_button), self->check != NULL && hard == 0);
}

static void
show_check (CltSessionForm *self)
{
  clear_list (self->clash_list);
  clear_list (self->slot_list);
  for (guint i = 0; i < self->check->clashes->len; i++)
    add_clash (self, self->check->clashes->pdata[i]);
  for (guint i = 0; i < MIN (self->check->slots->len, MAX_SLOTS); i++)
    add_slot (self, &g_array_index (self->check->slots, CltSlot, i), i);
  gtk_widget_set_visible (GTK_WIDGET (self->clash_list), self->check->clashes->len > 0);
  show_verdict (self);
}

static void
on_checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltSessionForm) self = user_data;
  g_autoptr (GError) error = NULL;
  CltMeetingCheck *check = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->choices == NULL)
    {
      g_clear_pointer (&check, clt_meeting_check_free);
      return;
    }
  if (check == NULL)
    {
      show_error (self, error);
      return;
    }
  g_clear_pointer (&self->check, clt_meeting_check_free);
  self->check = check;
  show_check (self);
}

static void
stop_check (CltSessionForm *self)
{
  g_clear_handle_id (&self->check_source, g_source_remove);
  clt_reading_stop (&self->cancellable);
}

static gboolean
on_check_due_cb (gpointer user_data)
{
  CltSessionForm *self = user_data;

  self->check_source = 0;
  if (!read_fields (self))
    {
      /* what was found is of other times */
      gtk_label_set_label (self->verdict_label, "");
      gtk_widget_set_visible (GTK_WIDGET (self->clash_list), FALSE);
      return G_SOURCE_REMOVE;
    }
  self->cancellable = g_cancellable_new ();
  clt_store_run_async (clt_desk_get_store (self->desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       clt_meeting_draft_check, clt_meeting_draft_copy (self->choices->draft),
                       (GDestroyNotify) clt_meeting_draft_free, clt_meeting_check_free,
                       self->cancellable, on_checked_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Until it has been checked, nothing is kept. */
static void
on_changed_cb (CltSessionForm *self)
{
  if (self->choices == NULL)
    return;
  stop_check (self);
  self->warned = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish_button), FALSE);
  self->check_source = g_timeout_add (CHECK_DELAY, on_check_due_cb, self);
}

/* ---- filling -------------------------------------------------------------------------------------- */

static void
take_slot (CltSessionForm *self, guint index)
{
  const CltSlot *slot;

  if (self->check == NULL || index >= self->check->slots->len)
    return;
  slot = &g_array_index (self->check->slots, CltSlot, index);
  clt_session_fields_take_time (self->fields, slot->starts, slot->ends);
}

static void
take_numbered_slot (GtkWidget *widget, const char *action, GVariant *parameter)
{
  take_slot (CLT_SESSION_FORM (widget), g_variant_get_uint32 (parameter));
}

static void
on_slot_activated_cb (CltSessionForm *self, GtkListBoxRow *row)
{
  take_slot (self, (guint) gtk_list_box_row_get_index (row));
}

static void
fill (CltSessionForm *self)
{
  const CltMeetingDraft *draft = self->choices->draft;
  g_autofree char *heading =
    draft->meeting->id == 0
      ? g_strdup (_ ("New Session"))
      : g_strdup_printf ("%s/%s · %s", draft->session->course_code, draft->session->code,
                         clt_session_state_get_label (draft->session->state));

  gtk_label_set_label (self->heading_label, heading);
  clt_session_fields_fill (self->fields, self->choices);
  gtk_stack_set_visible_child_name (self->stack, "form");
  clt_session_fields_focus (self->fields);
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltSessionForm) self = user_data;
  g_autoptr (GError) error = NULL;
  CltMeetingChoices *choices = clt_store_run_finish (CLT_STORE (source), result, &error);

  if (self->desk == NULL)
    {
      g_clear_pointer (&choices, clt_meeting_choices_free);
      return;
    }
  if (choices == NULL)
    {
      clt_desk_fail (self->desk, error);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  self->choices = choices;
  fill (self);
}

/* ---- keeping -------------------------------------------------------------------------------------- */

static void
on_acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltSessionForm) self = user_data;
  g_autoptr (GError) error = NULL;

  if (clt_desk_act_finish (CLT_DESK (source), result, &error))
    {
      const CltMeetingDraft *draft = self->choices == NULL ? NULL : self->choices->draft;

      if (draft != NULL)
        g_signal_emit (self, signals[KEPT], 0, *draft->kept, draft->meeting->starts);
      self->kept = TRUE;
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  show_error (self, error);
  show_verdict (self);
}

static void
save (CltSessionForm *self, gboolean publish)
{
  CltMeetingDraft *draft;
  const char *name = "session.save";

  if (self->choices == NULL || self->check == NULL || self->check_source != 0 ||
      !read_fields (self))
    return;
  draft = clt_meeting_draft_copy (self->choices->draft);
  draft->publish = publish;
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->publish_button), FALSE);
  if (publish)
    name = "session.publish";
  else if (draft->meeting->id == 0)
    name = "session.create";
  /* which session it is about is known when it is stored: a new one gets its code there */
  clt_desk_act_async (self->desk, name, NULL, clt_meeting_draft_save, draft,
                      (GDestroyNotify) clt_meeting_draft_free, on_acted_cb, g_object_ref (self));
}

static void
save_form (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltSessionForm *self = CLT_SESSION_FORM (widget);
  gboolean publish = g_str_equal (action, "form.publish");
  GtkWidget *button = GTK_WIDGET (publish ? self->publish_button : self->save_button);

  if (gtk_widget_get_sensitive (button))
    save (self, publish);
}

static void
on_fields_activated_cb (CltSessionForm *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "form.save", NULL);
}

/* ---- leaving -------------------------------------------------------------------------------------- */

/* What was typed is not thrown away by one key. */
static gboolean
clt_session_form_close_request (GtkWindow *window)
{
  CltSessionForm *self = CLT_SESSION_FORM (window);

  if (!self->kept && !self->warned && self->choices != NULL &&
      clt_session_fields_is_changed (self->fields))
    {
      self->warned = TRUE;
      gtk_label_set_label (self->error_label,
                           _ ("This is not kept yet. Escape once more throws it away."));
      gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (clt_session_form_parent_class)->close_request (window);
}

/* ---- the class -------------------------------------------------------------------------------------- */

static void
clt_session_form_dispose (GObject *object)
{
  CltSessionForm *self = CLT_SESSION_FORM (object);

  stop_check (self);
  /* first what shows the choices */
  adw_window_set_content (ADW_WINDOW (self), NULL);
  g_clear_pointer (&self->choices, clt_meeting_choices_free);
  g_clear_pointer (&self->check, clt_meeting_check_free);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_SESSION_FORM);
  G_OBJECT_CLASS (clt_session_form_parent_class)->dispose (object);
}

static void
clt_session_form_class_init (CltSessionFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_session_form_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = clt_session_form_close_request;
  signals[KEPT] = g_signal_new ("kept", CLT_TYPE_SESSION_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_INT64);
  g_type_ensure (CLT_TYPE_SESSION_FIELDS);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-session-form.ui");
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, heading_label);
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, stack);
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, fields);
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, clash_list);
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, slot_list);
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, error_label);
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, save_button);
  gtk_widget_class_bind_template_child (widget_class, CltSessionForm, publish_button);
  gtk_widget_class_bind_template_callback (widget_class, on_slot_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_fields_activated_cb);
  gtk_widget_class_install_action (widget_class, "form.save", NULL, save_form);
  gtk_widget_class_install_action (widget_class, "form.publish", NULL, save_form);
  gtk_widget_class_install_action (widget_class, "form.take-slot", "u", take_numbered_slot);
  for (guint i = 0; i < MAX_SLOTS; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_ALT_MASK,
                                         "form.take-slot", "u", i);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "form.save",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return,
                                       GDK_CONTROL_MASK | GDK_SHIFT_MASK, "form.publish", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
clt_session_form_init (CltSessionForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

CltSessionForm *
clt_session_form_new (GtkWidget *parent, CltDesk *desk, const CltMeetingDraft *draft)
{
  CltSessionForm *self =
    g_object_new (CLT_TYPE_SESSION_FORM, "transient-for", gtk_widget_get_root (parent), "title",
                  draft->meeting->id == 0 ? _ ("New Session") : _ ("Session"), NULL);

  self->desk = g_object_ref (desk);
  clt_store_run_async (clt_desk_get_store (desk), CLT_STORE_LIST, G_PRIORITY_DEFAULT,
                       clt_meeting_draft_read, clt_meeting_draft_copy (draft),
                       (GDestroyNotify) clt_meeting_draft_free, clt_meeting_choices_free, NULL,
                       on_read_cb, g_object_ref (self));
  return self;
}
