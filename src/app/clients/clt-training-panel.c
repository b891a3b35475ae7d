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
  CltCardPanel parent_instance;
};

G_DEFINE_FINAL_TYPE (CltTrainingPanel, clt_training_panel, CLT_TYPE_CARD_PANEL)

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

static GtkWidget *
new_row (const char *title, const char *subtitle, const char *open)
{
  return clt_card_panel_new_row (title, subtitle, "training", open);
}

static char *
dup_show_course (gint64 id)
{
  return g_strdup_printf ("curriculum.show(int64 %" G_GINT64_FORMAT ")", id);
}

static void
add_next (CltCardPanel *self, const CltTrainingNeeds *needs)
{
  const CltLearner *learner = needs->learners->len == 0 ? NULL : needs->learners->pdata[0];
  const CltCourse *next = learner == NULL ? NULL : learner->next;
  g_autofree char *title = NULL, *sentence = NULL, *open = NULL;

  if (next == NULL)
    return;
  title = g_strdup_printf ("%s %s", next->code, next->name);
  sentence = clt_training_needs_format_next (needs, learner);
  open = dup_show_course (next->id);
  clt_card_panel_take_row (self, new_row (title, sentence, open));
}

static gboolean
is_ahead (const CltEnrolment *enrolment)
{
  static const char *const states[] = { "invited", "enrolled", "waiting", "offered", NULL };

  return enrolment->first_day >= clt_today () && g_strv_contains (states, enrolment->state);
}

/* The soonest first. */
static void
add_enrolments (CltCardPanel *self, const GPtrArray *enrolments)
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
      g_autofree char *title = g_strdup_printf ("%s %s", enrolment->session, enrolment->course);

      if (is_ahead (enrolment))
        clt_card_panel_take_row (self, new_row (title, subtitle, open));
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
add_results (CltCardPanel *self, const GPtrArray *results)
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
  clt_card_panel_take_row (self, learned);
  gtk_widget_set_visible (learned, results->len > 0);
}

static gboolean
fill (CltCardPanel *self, gconstpointer record)
{
  const Training *training = record;

  add_next (self, training->needs);
  add_enrolments (self, training->enrolments);
  add_results (self, training->results);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         training->results->len == 0 &&
                                             clt_card_panel_count_rows (self) == 1
                                           ? _ ("Nothing is planned or recommended.")
                                           : NULL);
  return training->needs->courses->len > 0;
}

/* ---- the class ------------------------------------------------------------------------------- */

static void
clt_training_panel_class_init (CltTrainingPanelClass *klass)
{
  CltCardPanelClass *panel_class = CLT_CARD_PANEL_CLASS (klass);

  panel_class->read = load_in_worker;
  panel_class->record_free = training_free;
  panel_class->fill = fill;
}

static void
clt_training_panel_init (CltTrainingPanel *self)
{
}
