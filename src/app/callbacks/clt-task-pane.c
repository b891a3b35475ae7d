/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-task-pane.h"

#include "app/callbacks/clt-task-data.h"
#include "app/callbacks/clt-task-dialogs.h"
#include "app/widgets/clt-data-table.h"
#include "app/widgets/clt-side-list.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"

struct _CltTaskPane
{
  CltPane parent_instance;

  CltTaskFacts *facts; /* owned (nullable) */
  CltTaskGroup group;
  guint place; /* of the task that is chosen, in the list */

  CltSideList *group_list;
  GtkSearchEntry *search_entry;
  GtkLabel *kept_label;
  CltDataTable *table;
};

G_DEFINE_FINAL_TYPE (CltTaskPane, clt_task_pane, CLT_TYPE_PANE)

static const CltCommand commands[] = {
  { "task.new", N_ ("_New Promise…"), "<Control>n", TRUE },
  { "task.finish", N_ ("The Task Is _Done…"), "d", TRUE },
  { "task.move", N_ ("Put the Task _Off…"), "m", TRUE },
  { "task.give", N_ ("_Hand the Task On…"), "g", TRUE },
  { "task.drop", N_ ("D_rop the Task…"), "Delete", TRUE },
  { "task.group(0)", N_ ("_My Tasks"), "<Control>1", TRUE },
  { "task.group(1)", N_ ("_Overdue Tasks"), "<Control>2", TRUE },
  { "task.group(2)", N_ ("All Ope_n Tasks"), "<Control>3", TRUE },
  { "task.group(3)", N_ ("_Finished Tasks"), "<Control>4", TRUE },
};

static const CltCommandGroup command_group = { N_ ("Tasks"), commands, G_N_ELEMENTS (commands) };

const CltCommandGroup *
clt_task_pane_get_commands (void)
{
  return &command_group;
}

static const CltTableColumn columns[] = {
  { CLT_TASK_DUE, NC_ ("task", "By"), 192, FALSE, FALSE },
  { CLT_TASK_KIND, NC_ ("task", "Kind"), 136, FALSE, FALSE },
  { CLT_TASK_TEXT, NC_ ("task", "What"), 136, FALSE, FALSE, TRUE },
  { CLT_TASK_CLIENT, NC_ ("task", "Client"), 176, FALSE, FALSE },
  { CLT_TASK_OWNER, NC_ ("task", "Who"), 72, FALSE, FALSE },
  { CLT_TASK_RESULT, NC_ ("task", "Result"), 184, FALSE, FALSE, TRUE },
};

static CltDesk *
get_desk (CltTaskPane *self)
{
  return clt_pane_get_desk (CLT_PANE (self));
}

static const char *
get_group_title (CltTaskGroup group)
{
  switch (group)
    {
    case CLT_TASKS_MINE:
      return C_ ("tasks", "Mine");
    case CLT_TASKS_OVERDUE:
      return C_ ("tasks", "Overdue");
    case CLT_TASKS_OPEN:
      return C_ ("tasks", "All open");
    case CLT_TASKS_DONE:
    case CLT_N_TASK_GROUPS:
    default:
      return C_ ("tasks", "Finished");
    }
}

static void
fill_groups (CltTaskPane *self)
{
  for (int i = 0; i < CLT_N_TASK_GROUPS; i++)
    {
      const guint n = self->facts->counts[i];
      g_autofree char *count = clt_count_format (n);

      clt_side_list_show (self->group_list, (guint) i,
                          &(CltSideLine){ .title = get_group_title ((CltTaskGroup) i),
                                          .count = count,
                                          .dim = n == 0,
                                          .warn = n > 0 && i == CLT_TASKS_OVERDUE });
    }
  clt_side_list_choose (self->group_list, self->group);
}

static void
show_group (CltTaskPane *self, CltTaskGroup group)
{
  self->group = group;
  self->place = 0;
  clt_data_table_unselect (self->table);
  clt_data_table_set_column_visible (self->table, CLT_TASK_RESULT, group == CLT_TASKS_DONE);
  clt_side_list_choose (self->group_list, group);
  clt_pane_load (CLT_PANE (self));
}

static void
on_group_selected_cb (CltTaskPane *self, int index)
{
  show_group (self, (CltTaskGroup) index);
}

static void
on_groups_entered_cb (CltTaskPane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
choose_group (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_group (CLT_TASK_PANE (widget), (CltTaskGroup) g_variant_get_int32 (parameter));
}

static void
on_search_changed_cb (CltTaskPane *self)
{
  clt_pane_load (CLT_PANE (self));
}

/* ---- one task --------------------------------------------------------------------------------- */

/* (nullable) */
static const CltTask *
get_task (CltTaskPane *self)
{
  return self->facts == NULL
           ? NULL
           : clt_task_facts_find (self->facts, clt_data_table_get_selected (self->table));
}

/* One is always chosen: when a task is done, the one that comes to stand in its place. */
static void
choose_task (CltTaskPane *self)
{
  const GPtrArray *tasks = self->facts->tasks;
  const guint place = MIN (self->place, tasks->len == 0 ? 0 : tasks->len - 1);

  if (tasks->len > 0 && get_task (self) == NULL)
    clt_data_table_select (self->table, ((const CltTask *) tasks->pdata[place])->id);
}

static void
note_place (CltTaskPane *self)
{
  guint place;

  if (get_task (self) != NULL && g_ptr_array_find (self->facts->tasks, get_task (self), &place))
    self->place = place;
}

static void
update_actions (CltTaskPane *self)
{
  static const char *const of_open[] = { "task.finish", "task.move", "task.give", "task.drop" };
  const CltTask *task = get_task (self);
  const gboolean open = task != NULL && g_str_equal (task->state, "open");

  for (guint i = 0; i < G_N_ELEMENTS (of_open); i++)
    clt_command_set_enabled (GTK_WIDGET (self), of_open[i], open);
}

static void
on_row_selected_cb (CltTaskPane *self)
{
  note_place (self);
  update_actions (self);
}

static void
on_row_opened_cb (CltTaskPane *self, gint64 key)
{
  const CltTask *task;

  clt_data_table_select (self->table, key);
  task = get_task (self);
  if (task != NULL && task->client_id != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "x", task->client_id);
}

static void
add (GtkWidget *widget, const char *action, GVariant *parameter)
{
  clt_task_dialogs_add (widget, get_desk (CLT_TASK_PANE (widget)));
}

static void
change (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTaskPane *self = CLT_TASK_PANE (widget);
  const CltTask *task = get_task (self);

  if (task == NULL)
    return;
  if (g_str_equal (action, "task.finish"))
    clt_task_dialogs_finish (widget, get_desk (self), task);
  else if (g_str_equal (action, "task.move"))
    clt_task_dialogs_move (widget, get_desk (self), task);
  else if (g_str_equal (action, "task.give"))
    clt_task_dialogs_give (widget, get_desk (self), task, self->facts->staff);
  else
    clt_task_dialogs_drop (widget, get_desk (self), task);
}

/* Of another place: the task stands among all open ones. */
static void
show (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltTaskPane *self = CLT_TASK_PANE (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  show_group (self, CLT_TASKS_OPEN);
  clt_data_table_select (self->table, g_variant_get_int64 (parameter));
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

/* ---- CltPane ---------------------------------------------------------------------------------- */

static gpointer
dup_question (CltPane *pane)
{
  CltTaskPane *self = CLT_TASK_PANE (pane);
  CltTaskQuestion *question = g_new0 (CltTaskQuestion, 1);

  question->group = self->group;
  g_utf8_strncpy (question->who, clt_desk_get_who (get_desk (self)), sizeof question->who / 6);
  g_utf8_strncpy (question->words, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)),
                  sizeof question->words / 6);
  return question;
}

static void
attach (CltPane *pane, CltDesk *desk)
{
  g_autoptr (CltKeyList) keys = clt_key_list_new (clt_desk_get_store (desk), &clt_cell_rows_source);

  clt_data_table_set_list (CLT_TASK_PANE (pane)->table, keys);
}

static gboolean
is_empty (gconstpointer record)
{
  const CltTaskFacts *facts = record;

  return facts->counts[CLT_TASKS_OPEN] + facts->counts[CLT_TASKS_DONE] == 0;
}

static void
take (CltPane *pane, gpointer record)
{
  CltTaskPane *self = CLT_TASK_PANE (pane);
  const gboolean first = self->facts == NULL;
  g_autofree char *sentence = NULL;

  g_clear_pointer (&self->facts, clt_task_facts_free);
  self->facts = record;
  sentence = clt_task_facts_dup_sentence (self->facts);
  gtk_label_set_label (self->kept_label, sentence);
  fill_groups (self);
  clt_key_list_set_query (clt_data_table_get_list (self->table), self->facts->rows);
  choose_task (self);
  update_actions (self);
  /* who has no tasks, as a manager, looks at those of all */
  if (first && self->group == CLT_TASKS_MINE && self->facts->counts[CLT_TASKS_MINE] == 0)
    show_group (self, CLT_TASKS_OPEN);
}

static void
take_focus (CltPane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CLT_TASK_PANE (pane)->table));
}

static void
search (CltPane *pane)
{
  gtk_widget_grab_focus (GTK_WIDGET (CLT_TASK_PANE (pane)->search_entry));
}

static gint64
get_client (CltPane *pane)
{
  const CltTask *task = get_task (CLT_TASK_PANE (pane));

  return task == NULL ? 0 : task->client_id;
}

/* ---- the class -------------------------------------------------------------------------------- */

static void
clt_task_pane_dispose (GObject *object)
{
  g_clear_pointer (&CLT_TASK_PANE (object)->facts, clt_task_facts_free);
  G_OBJECT_CLASS (clt_task_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/callbacks/clt-task-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CltTaskPane, group_list);
  gtk_widget_class_bind_template_child (widget_class, CltTaskPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CltTaskPane, kept_label);
  gtk_widget_class_bind_template_child (widget_class, CltTaskPane, table);
  gtk_widget_class_bind_template_callback (widget_class, on_group_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_groups_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_row_opened_cb);
}

static void
clt_task_pane_class_init (CltTaskPaneClass *klass)
{
  static const char *const tables[] = { "task", "client", "staff", NULL };
  static const CltCommandAction actions[] = {
    { "task.new", add },        { "task.finish", change }, { "task.move", change },
    { "task.give", change },    { "task.drop", change },   { "task.group", choose_group, "i" },
    { "task.show", show, "x" },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CltPaneClass *pane_class = CLT_PANE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_task_pane_dispose;
  pane_class->read = clt_task_facts_load;
  pane_class->queue = CLT_STORE_LIST;
  pane_class->record_free = (GDestroyNotify) clt_task_facts_free;
  pane_class->tables = tables;
  pane_class->dup_question = dup_question;
  pane_class->attach = attach;
  pane_class->is_empty = is_empty;
  pane_class->take = take;
  pane_class->take_focus = take_focus;
  pane_class->search = search;
  pane_class->get_client = get_client;
  clt_command_group_install (&command_group, actions, G_N_ELEMENTS (actions), widget_class);
  g_type_ensure (CLT_TYPE_DATA_TABLE);
  g_type_ensure (CLT_TYPE_SIDE_LIST);
  bind_template (widget_class);
}

static GtkWidget *
new_placeholder (void)
{
  GtkWidget *label = gtk_label_new (_ ("No task fits this choice."));

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

static void
clt_task_pane_init (CltTaskPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  clt_data_table_set_search_entry (self->table, self->search_entry);
  clt_data_table_set_titled_columns (self->table, "task", columns, G_N_ELEMENTS (columns),
                                     clt_cell_rows_get_text);
  clt_data_table_set_column_visible (self->table, CLT_TASK_RESULT, FALSE);
  clt_data_table_set_placeholder (self->table, new_placeholder ());
  update_actions (self);
}
