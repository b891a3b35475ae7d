/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-need-pane.h"

#include "app/training/clt-need-data.h"
#include "app/training/clt-need-dialogs.h"
#include "app/training/clt-need-grid.h"
#include "app/widgets/clt-data-table.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

/* Pixels for the figures: what they need at least, and with the names of all courses on one line. */
#define NARROW_FIGURES 490
#define WIDE_FIGURES 690

struct _CltNeedPane
{
  CltPane parent_instance;

  CltCurriculum *shown;     /* owned (nullable) */
  CltNeedQuestion question; /* of the list */
  CltNeedList *list;        /* owned (nullable) */
  gboolean was_in_list;     /* the focus, before the list was asked for again … */
  gint64 chosen;            /* … and the row that was chosen, or 0 */

  gboolean divided; /* the room, between the figures and the list */
  GtkPaned *paned;
  GtkLabel *sentence_label;
  GtkGrid *grid;
  GtkLabel *list_label;
  GtkLabel *total_label;
  CltDataTable *table;
  GtkLabel *reason_label;
};

G_DEFINE_FINAL_TYPE (CltNeedPane, clt_need_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "need.add", N_ ("_Ask a Client What He Wants to Learn…"), "<Control>n", TRUE },
  { "need.add-chosen", N_ ("Note What the Chosen Client _Wants to Learn…"), "n", TRUE },
  { "need.close", N_ ("_Settle the Need of the Chosen Client"), "Delete", TRUE },
  { "need.plan", N_ ("_Plan a Session for the List…"), "<Control><Shift>p", TRUE },
  { "need.open-in-clients", N_ ("Open the List in _Clients"), "<Control>Return", TRUE },
  { "need.show-course", N_ ("Show the Course on the _Ladder"), "<Control><Shift>s", TRUE },
};

static const CltCommandGroup command_group = { N_ ("Needs"), commands, G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_need_pane_get_commands (void)
{
  return &command_group;
}

static CltDesk *
get_desk (CltNeedPane *self)
{
  return clt_pane_get_desk (CLT_PANE (self));
}

/* (nullable): the course of the list. */
static const CltCourse *
get_course (CltNeedPane *self)
{
  return self->shown == NULL || self->question.course_id == 0
           ? NULL
           : clt_curriculum_find (self->shown, self->question.course_id);
}

/* ---- the list -------------------------------------------------------------------------------- */

static const CltTableColumn columns[] = {
  { CLT_NEED_CLIENT, NC_ ("need", "Client"), 62, FALSE, FALSE, TRUE },
  { CLT_NEED_TIER, NC_ ("need", "Tier"), 74, FALSE, FALSE, FALSE },
  { CLT_NEED_SOURCE, NC_ ("need", "Source"), 76, FALSE, FALSE, FALSE },
  { CLT_NEED_REASON, NC_ ("need", "Why"), 197, FALSE, FALSE, TRUE },
  { CLT_NEED_NEXT, NC_ ("need", "Comes next"), 203, FALSE, FALSE, TRUE },
};

static const char *
get_cell_text (gconstpointer record, guint column)
{
  return ((const CltNeedRow *) record)->cell[column];
}

static char *
dup_list_title (CltNeedPane *self)
{
  const CltCourse *course = get_course (self);
  g_autofree char *name = course == NULL ? g_strdup (_ ("Any course"))
                                         : g_strdup_printf ("%s %s", course->code, course->name);

  if (self->question.tier < 0)
    return g_steal_pointer (&name);
  /* Translators: a course, a tier. */
  return g_strdup_printf (C_ ("need", "%s, %s"), name,
                          clt_tier_get_label ((CltTier) self->question.tier));
}

static void
show_list (CltNeedPane *self)
{
  guint n = clt_need_question_count (&self->question, self->shown);
  g_autofree char *title = dup_list_title (self);
  g_autofree char *count = clt_count_format (n);
  /* Translators: %s is a number. */
  g_autofree char *total =
    g_strdup_printf (ngettext ("%s client is waiting", "%s clients are waiting", n), count);

  g_clear_pointer (&self->list, clt_need_list_unref);
  self->list = clt_need_list_new (&self->question, self->shown);
  gtk_label_set_label (self->list_label, title);
  gtk_label_set_label (self->total_label, total);
  clt_need_grid_mark (self->grid, self->shown, &self->question);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "need.plan",
                                 get_course (self) != NULL && n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "need.show-course", get_course (self) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "need.open-in-clients", n > 0);
  self->was_in_list = gtk_widget_get_focus_child (GTK_WIDGET (self->table)) != NULL;
  self->chosen = clt_data_table_get_selected (self->table);
  clt_key_list_set_query (clt_data_table_get_list (self->table), self->list);
}

/* A row that had the focus may be gone, and with the last one the list has no place for it. */
static void
on_list_loading_cb (CltNeedPane *self)
{
  CltKeyList *keys = clt_data_table_get_list (self->table);
  gboolean loading;

  g_object_get (keys, "loading", &loading, NULL);
  if (loading)
    return;
  if (clt_key_list_find (keys, self->chosen) != GTK_INVALID_LIST_POSITION)
    clt_data_table_select (self->table, self->chosen);
  if (!self->was_in_list)
    return;
  self->was_in_list = FALSE;
  if (g_list_model_get_n_items (G_LIST_MODEL (keys)) > 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->table));
  else
    clt_need_grid_focus (self->grid);
}

/* (nullable) (transfer none): of the row chosen. */
static const CltNeedRow *
get_chosen (CltNeedPane *self)
{
  return clt_data_table_get_record (self->table);
}

static void
on_row_selected_cb (CltNeedPane *self, gint64 id)
{
  const CltNeedRow *row = get_chosen (self);
  gboolean chosen = row != NULL;

  gtk_label_set_label (self->reason_label,
                       chosen && row->sentence != NULL
                         ? row->sentence
                         : _ ("Choose a client to read what comes next for him, and why."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "need.add-chosen", chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "need.close", chosen);
}

static void
on_row_opened_cb (CltNeedPane *self, gint64 id)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x", id);
}

/* ---- showing --------------------------------------------------------------------------------- */

/* In a wide window the names of the courses get what they need for one line; a person may divide the
 * room otherwise after. */
static void
divide (CltNeedPane *self)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self));

  if (self->divided || width == 0)
    return;
  self->divided = TRUE;
  gtk_paned_set_position (self->paned, CLAMP (width * 2 / 5, NARROW_FIGURES, WIDE_FIGURES));
}

static void
take (CltPane *pane, gpointer record)
{
  CltNeedPane *self = CLT_NEED_PANE (pane);
  g_autofree char *sentence = NULL;

  g_clear_pointer (&self->shown, clt_curriculum_unref);
  self->shown = record;
  divide (self);
  if (self->question.course_id != 0 && get_course (self) == NULL)
    self->question.course_id = 0;
  sentence = clt_curriculum_format_sentence (self->shown);
  gtk_label_set_label (self->sentence_label, sentence);
  clt_need_grid_fill (self->grid, self->shown);
  show_list (self);
}

static gboolean
is_empty (gconstpointer record)
{
  return ((const CltCurriculum *) record)->needs->courses->len == 0;
}

static void
take_focus (CltPane *pane)
{
  clt_need_grid_focus (CLT_NEED_PANE (pane)->grid);
}

static void
attach (CltPane *pane, CltDesk *desk)
{
  g_autoptr (CltKeyList) keys = clt_key_list_new (clt_desk_get_store (desk), &clt_need_list_source);

  g_signal_connect_object (keys, "notify::loading", G_CALLBACK (on_list_loading_cb), pane,
                           G_CONNECT_SWAPPED);
  clt_data_table_set_list (CLT_NEED_PANE (pane)->table, keys);
}

/* ---- commands -------------------------------------------------------------------------------- */

static void
show_figure (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltNeedPane *self = CLT_NEED_PANE (widget);

  g_variant_get (parameter, "(xi)", &self->question.course_id, &self->question.tier);
  if (self->shown != NULL)
    show_list (self);
}

/* What another tab asks for: who waits for a course. */
static void
show_needs (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltNeedPane *self = CLT_NEED_PANE (widget);

  self->question = (CltNeedQuestion){ g_variant_get_int64 (parameter), -1 };
  if (self->shown == NULL)
    return;
  show_list (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
ask (CltNeedPane *self, gint64 client_id, const char *name)
{
  if (self->shown != NULL)
    clt_need_dialog_ask (GTK_WIDGET (self), get_desk (self), self->shown, self->question.course_id,
                         client_id, name);
}

static void
add (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask (CLT_NEED_PANE (widget), 0, NULL);
}

static void
add_chosen (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltNeedPane *self = CLT_NEED_PANE (widget);
  const CltNeedRow *row = get_chosen (self);

  if (row != NULL)
    ask (self, row->client_id, row->cell[CLT_NEED_CLIENT]);
}

static void
close_need (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltNeedPane *self = CLT_NEED_PANE (widget);
  const CltNeedRow *row = get_chosen (self);
  g_autofree char *detail = NULL;
  CltNeedEntry *entry;

  if (row == NULL)
    return;
  entry = g_new0 (CltNeedEntry, 1);
  entry->client_id = row->client_id;
  entry->course_id = row->course_id;
  /* Translators: a client, a course. */
  detail = g_strdup_printf (C_ ("need", "%s, %s"), row->cell[CLT_NEED_CLIENT], row->course);
  clt_desk_act (get_desk (self), "need.close", detail, clt_need_entry_close, entry,
                clt_need_entry_free);
}

static void
plan (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltNeedPane *self = CLT_NEED_PANE (widget);
  const CltCourse *course = get_course (self);

  if (course != NULL && self->list != NULL)
    clt_need_dialog_plan (widget, get_desk (self), course, clt_need_list_dup_clients (self->list));
}

static void
open_in_clients (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltNeedPane *self = CLT_NEED_PANE (widget);
  g_autofree char *list = dup_list_title (self);
  /* Translators: %s is a course, or a course and a tier. */
  g_autofree char *title = g_strdup_printf (_ ("Waiting for training: %s"), list);
  g_autoptr (GArray) ids = NULL;

  if (self->list == NULL)
    return;
  ids = clt_need_list_dup_clients (self->list);
  gtk_widget_activate_action (widget, "win.show-members", "(s@ax)", title,
                              g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids->data, ids->len,
                                                         sizeof (gint64)));
}

static void
show_course (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltNeedPane *self = CLT_NEED_PANE (widget);

  if (self->question.course_id != 0)
    gtk_widget_activate_action (widget, "curriculum.show", "x", self->question.course_id);
}

/* ---- the class ------------------------------------------------------------------------------- */

static const CltCommandAction actions[] = {
  { "need.show", show_needs, "x" },
  { "need.show-list", show_figure, "(xi)" },
  { "need.add", add },
  { "need.add-chosen", add_chosen },
  { "need.close", close_need },
  { "need.plan", plan },
  { "need.open-in-clients", open_in_clients },
  { "need.show-course", show_course },
};

static void
clt_need_pane_dispose (GObject *object)
{
  CltNeedPane *self = CLT_NEED_PANE (object);

  g_clear_pointer (&self->list, clt_need_list_unref);
  g_clear_pointer (&self->shown, clt_curriculum_unref);
  G_OBJECT_CLASS (clt_need_pane_parent_class)->dispose (object);
}

static void
clt_need_pane_class_init (CltNeedPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_need_pane_dispose;
  pane_class->read = clt_curriculum_load;
  pane_class->queue = CLT_STORE_ANALYSIS;
  pane_class->record_free = (GDestroyNotify) clt_curriculum_unref;
  pane_class->tables = clt_curriculum_tables;
  pane_class->attach = attach;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->take_focus = take_focus;
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-need-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltNeedPane, paned);
  gtk_widget_class_bind_template_child (widget_class, CltNeedPane, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, CltNeedPane, grid);
  gtk_widget_class_bind_template_child (widget_class, CltNeedPane, list_label);
  gtk_widget_class_bind_template_child (widget_class, CltNeedPane, total_label);
  gtk_widget_class_bind_template_child (widget_class, CltNeedPane, table);
  gtk_widget_class_bind_template_child (widget_class, CltNeedPane, reason_label);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_opened_cb);

  clt_command_group_install (&command_group, actions, G_N_ELEMENTS (actions), widget_class);
}

static void
clt_need_pane_init (CltNeedPane *self)
{
  self->question.tier = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_data_table_set_titled_columns (self->table, "need", columns, G_N_ELEMENTS (columns),
                                     get_cell_text);
  on_row_selected_cb (self, 0);
}
