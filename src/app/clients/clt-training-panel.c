/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/clients/clt-training-panel.h"

#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/training/clt-course-result.h"
#include "core/training/clt-enrolment.h"
#include "core/training/clt-training-need.h"

/* Made by a worker. */
typedef struct
{
  CltTrainingNeeds *needs; /* of this client alone */
  GPtrArray *results;      /* CltCourseResult, latest first */
  GPtrArray *enrolments;   /* CltEnrolment, latest session first */
} Training;

struct _CltTrainingPanel
{
  AdwPreferencesGroup parent_instance;

  CltDesk *desk; /* owned (nullable) */
  gint64 client_id;
  GCancellable *cancellable; /* owned (nullable): of the read under way */
  GPtrArray *rows;           /* owned: borrowed rows of the group */
};

G_DEFINE_FINAL_TYPE (CltTrainingPanel, clt_training_panel, ADW_TYPE_PREFERENCES_GROUP)

/* ---- reading --------------------------------------------------------------------------------- */

static void
training_free (gpointer data)
{
  Training *training = data;

  g_clear_pointer (&training->needs, clt_training_needs_free);
  g_clear_pointer (&training->results, g_ptr_array_unref);
  g_clear_pointer (&training->enrolments, g_ptr_array_unref);
  g_free (training);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Training, training_free)

static gpointer
load_in_worker (CltConn *conn, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Training) training = g_new0 (Training, 1);
  gint64 id = *(gint64 *) data;

  training->needs = clt_training_needs_load (conn, id, clt_today (), error);
  if (training->needs == NULL)
    return NULL;
  training->results = clt_course_result_list (conn, id, 0, 0, error);
  if (training->results == NULL)
    return NULL;
  training->enrolments = clt_enrolment_list_of_client (conn, id, error);
  return training->enrolments == NULL ? NULL : g_steal_pointer (&training);
}

/* ---- showing --------------------------------------------------------------------------------- */

/* @open: (nullable): what the place of training is asked for, by Enter and by a click. */
static GtkWidget *
new_row (const char *title, const char *subtitle, const char *open)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  if (open == NULL)
    return row;
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", "training", open);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.show-in");
  return row;
}

static char *
dup_show_course (gint64 id)
{
  return g_strdup_printf ("curriculum.show(int64 %" G_GINT64_FORMAT ")", id);
}

static void
take_row (CltTrainingPanel *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
add_next (CltTrainingPanel *self, const CltTrainingNeeds *needs)
{
  const CltLearner *learner = needs->learners->len == 0 ? NULL : needs->learners->pdata[0];
  const CltCourse *next = learner == NULL ? NULL : learner->next;
  g_autofree char *title = NULL, *sentence = NULL, *open = NULL;

  if (next == NULL)
    return;
  title = g_strdup_printf ("%s %s", next->code, next->name);
  sentence = clt_training_needs_format_next (needs, learner);
  open = dup_show_course (next->id);
  take_row (self, new_row (title, sentence, open));
}

static gboolean
is_ahead (const CltEnrolment *enrolment)
{
  static const char *const states[] = { "invited", "enrolled", "waiting", "offered", NULL };

  return enrolment->first_day >= clt_today () && g_strv_contains (states, enrolment->state);
}

/* The soonest first. */
static void
add_enrolments (CltTrainingPanel *self, const GPtrArray *enrolments)
{
  for (guint i = enrolments->len; i-- > 0;)
    {
      const CltEnrolment *enrolment = enrolments->pdata[i];
      g_autofree char *day = clt_day_format (enrolment->first_day);
      g_autofree char *open =
        g_strdup_printf ("session.show(int64 %" G_GINT64_FORMAT ")", enrolment->session_id);
      /* Translators: what became of an enrolment (“Enrolled”), the day on which the session begins. */
      g_autofree char *subtitle =
        g_strdup_printf (_ ("%s, begins on %s"), clt_enrolment_state_get_label (enrolment->state),
                         day);

      if (is_ahead (enrolment))
        take_row (self, new_row (enrolment->course, subtitle, open));
    }
}

static char *
dup_standing (const CltCourseResult *result)
{
  const char *label = clt_course_result_get_label (result->result);
  g_autofree char *day = clt_day_format (result->day);
  g_autofree char *expires = clt_day_format (result->expires);

  if (*result->certificate == '\0' || result->expires == CLT_DAY_NONE)
    /* Translators: how a course ended (“Pass”), a date. */
    return g_strdup_printf (C_ ("result", "%s on %s"), label, day);
  if (result->expires < clt_today ())
    /* Translators: how a course ended (“Pass”), two dates. */
    return g_strdup_printf (_ ("%s on %s, the certificate expired on %s"), label, day, expires);
  /* Translators: how a course ended (“Pass”), two dates. */
  return g_strdup_printf (_ ("%s on %s, valid until %s"), label, day, expires);
}

static void
add_results (CltTrainingPanel *self, const GPtrArray *results)
{
  GtkWidget *learned = adw_expander_row_new ();
  g_autofree char *title =
    /* Translators: %u is a number. */
    g_strdup_printf (ngettext ("%u course taken", "%u courses taken", results->len), results->len);

  for (guint i = 0; i < results->len; i++)
    {
      const CltCourseResult *result = results->pdata[i];
      g_autofree char *standing = dup_standing (result);
      g_autofree char *open = dup_show_course (result->course_id);

      adw_expander_row_add_row (ADW_EXPANDER_ROW (learned),
                                new_row (result->course, standing, open));
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (learned), title);
  take_row (self, learned);
  gtk_widget_set_visible (learned, results->len > 0);
}

static void
fill (CltTrainingPanel *self, const Training *training)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  add_next (self, training->needs);
  add_enrolments (self, training->enrolments);
  add_results (self, training->results);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         training->results->len == 0 && self->rows->len == 1
                                           ? _ ("Nothing is planned or recommended.")
                                           : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), training->needs->courses->len > 0);
}

static void
on_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CltTrainingPanel) self = user_data;
  g_autoptr (Training) training = clt_store_run_finish (CLT_STORE (object), result, NULL);

  /* what cannot be read is told by the card itself */
  if (training != NULL && self->desk != NULL)
    fill (self, training);
}

void
clt_training_panel_set_client (CltTrainingPanel *self, CltDesk *desk, gint64 id)
{
  g_return_if_fail (CLT_IS_TRAINING_PANEL (self));

  if (self->client_id != id)
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_set_object (&self->desk, desk);
  self->client_id = id;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  clt_store_run_async (clt_desk_get_store (desk), CLT_STORE_ANALYSIS, G_PRIORITY_DEFAULT,
                       load_in_worker, g_memdup2 (&id, sizeof id), g_free, training_free,
                       self->cancellable, on_loaded_cb, g_object_ref (self));
}

/* ---- the class ------------------------------------------------------------------------------- */

static void
clt_training_panel_dispose (GObject *object)
{
  CltTrainingPanel *self = CLT_TRAINING_PANEL (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (clt_training_panel_parent_class)->dispose (object);
}

static void
clt_training_panel_class_init (CltTrainingPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = clt_training_panel_dispose;
}

static void
clt_training_panel_init (CltTrainingPanel *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
