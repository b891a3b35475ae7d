/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-course-editor.h"

#include "app/training/clt-curriculum-change.h"
#include "app/widgets/clt-field-row.h"
#include "app/widgets/clt-problem.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/store/clt-ids.h"

struct _CltCourseEditor
{
  AdwBin parent_instance;

  CltDesk *desk;                   /* owned (nullable) */
  const CltCurriculum *curriculum; /* borrowed (nullable) */
  gint64 id;                       /* 0: none */
  CltFieldRow **rows;              /* owned: one a field, clt_n_course_fields of them */
  GPtrArray *need_rows;            /* owned: borrowed rows of needs_group */

  GtkStack *stack;
  AdwStatusPage *none_page;
  GtkWidget *level_box;
  GtkScrolledWindow *scroller;
  GtkLabel *name_label;
  GtkLabel *state_label;
  GtkButton *holders_button;
  GtkButton *waiting_button;
  AdwPreferencesGroup *course_group;
  AdwExpanderRow *methods_row;
  AdwPreferencesGroup *pass_group;
  AdwPreferencesGroup *people_group;
  AdwPreferencesGroup *needs_group;
  GtkMenuButton *needs_button;
  GtkLabel *needs_problem;
};

G_DEFINE_FINAL_TYPE (CltCourseEditor, clt_course_editor, ADW_TYPE_BIN)

/* (nullable) */
static const CltCourse *
get_course (CltCourseEditor *self)
{
  return self->curriculum == NULL ? NULL : clt_curriculum_find (self->curriculum, self->id);
}

/* ---- writing --------------------------------------------------------------------------------- */

/* Whose answer is awaited: a field, or the list of what comes first. */
typedef struct
{
  CltCourseEditor *editor; /* owned */
  gint64 course_id;
  const CltCourseField *field; /* (nullable) */
  char *text;                  /* (nullable) */
} Attempt;

static void
attempt_free (Attempt *attempt)
{
  g_object_unref (attempt->editor);
  g_free (attempt->text);
  g_free (attempt);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

static void
show_needs_problem (CltCourseEditor *self, const char *sentence)
{
  gtk_label_set_label (self->needs_problem, sentence == NULL ? "" : sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->needs_problem), sentence != NULL);
}

/* @sentence: why it was refused, NULL: it was kept. */
static void
answer (const Attempt *attempt, const char *sentence)
{
  CltFieldRow *row;

  if (attempt->field == NULL)
    {
      show_needs_problem (attempt->editor, sentence);
      /* the menu that it was chosen from is gone, or the row that was taken away */
      gtk_widget_grab_focus (GTK_WIDGET (attempt->editor->needs_button));
      return;
    }
  row = attempt->editor->rows[attempt->field - clt_course_fields];
  if (sentence == NULL)
    clt_field_row_accept (row, attempt->text);
  else
    clt_field_row_refuse (row, sentence);
}

static void
on_kept_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  gboolean shown = attempt->editor->rows != NULL && attempt->editor->id == attempt->course_id;

  if (!clt_desk_act_finish (CLT_DESK (object), result, &error))
    sentence = clt_problem_dup_sentence (error);
  if (shown)
    answer (attempt, sentence);
  else if (error != NULL)
    clt_desk_fail (CLT_DESK (object), error);
}

static void
change (CltCourseEditor *self,
        CltCourseChangeKind kind,
        const char *action,
        const CltCourseField *field,
        const char *text,
        gint64 other_id)
{
  CltCourseChange *job = clt_course_change_new (kind, self->id);
  Attempt *attempt = g_new0 (Attempt, 1);
  const CltCourse *course = get_course (self);

  job->field = field;
  job->text = g_strdup (text);
  job->other_id = other_id;
  attempt->editor = g_object_ref (self);
  attempt->course_id = self->id;
  attempt->field = field;
  attempt->text = g_strdup (text);
  clt_desk_act_async (self->desk, action, course == NULL ? NULL : course->name,
                      clt_course_change_run, job, clt_course_change_free, on_kept_cb, attempt);
}

static void
on_field_committed_cb (CltFieldRow *row, const char *text, gpointer user_data)
{
  CltCourseEditor *self = user_data;

  for (guint i = 0; i < clt_n_course_fields; i++)
    if (self->rows[i] == row && self->id != 0)
      change (self, CLT_COURSE_SET, "course.edit", &clt_course_fields[i], text, 0);
}

static void
add_need (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCourseEditor *self = CLT_COURSE_EDITOR (widget);

  if (self->id != 0)
    change (self, CLT_COURSE_ADD_NEED, "course.need", NULL, NULL, g_variant_get_int64 (parameter));
}

static void
remove_need (GtkWidget *widget, const char *action, GVariant *parameter)
{
  CltCourseEditor *self = CLT_COURSE_EDITOR (widget);

  if (self->id != 0)
    change (self, CLT_COURSE_REMOVE_NEED, "course.need", NULL, NULL,
            g_variant_get_int64 (parameter));
}

/* ---- head ------------------------------------------------------------------------------------ */

static void
fill_count (GtkButton *button, guint n, char *text)
{
  gtk_button_set_label (button, text);
  /* long numbers do not make the editor wider, and the ladder narrower, from course to course */
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (button)), PANGO_ELLIPSIZE_END);
  gtk_widget_set_sensitive (GTK_WIDGET (button), n > 0);
  g_free (text);
}

static void
fill_head (CltCourseEditor *self, const CltCourse *course)
{
  guint holders = clt_curriculum_count_holders (self->curriculum, course);
  guint waiting = clt_curriculum_count_waiting (self->curriculum, course);
  g_autofree char *name = g_strdup_printf ("%s %s", course->code, course->name);
  g_autofree char *held = clt_count_format (holders);
  g_autofree char *waited = clt_count_format (waiting);
  g_autofree char *pass = clt_course_format_pass (course);

  gtk_label_set_label (self->name_label, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), name);
  gtk_label_set_label (self->state_label,
                       course->archived ? _ ("Archived: it is not held any more") : pass);
  fill_count (self->holders_button, holders,
              /* Translators: %s is a number of clients. */
              g_strdup_printf (ngettext ("%s has passed", "%s have passed", holders), held));
  fill_count (self->waiting_button, waiting,
              /* Translators: %s is a number of clients. */
              g_strdup_printf (ngettext ("%s is waiting", "%s are waiting", waiting), waited));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->waiting_button), "x", course->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->waiting_button), "need.show");
}

/* ---- fields ---------------------------------------------------------------------------------- */

static void
take_choice (GPtrArray *keys, GPtrArray *labels, gint64 id, char *label)
{
  g_ptr_array_add (keys, g_strdup_printf ("%" G_GINT64_FORMAT, id));
  g_ptr_array_add (labels, label);
}

static void
list_levels (CltCourseEditor *self, gint64 chosen, GPtrArray *keys, GPtrArray *labels)
{
  for (guint i = 0; i < self->curriculum->levels->len; i++)
    {
      const CltCourseLevel *level = self->curriculum->levels->pdata[i];

      if (!level->archived || level->id == chosen)
        take_choice (keys, labels, level->id, g_strdup_printf ("%s %s", level->code, level->name));
    }
}

static void
list_products (CltCourseEditor *self, GPtrArray *keys, GPtrArray *labels)
{
  take_choice (keys, labels, 0, g_strdup (C_ ("promised as", "Nothing: open to everybody")));
  for (guint i = 0; i < self->curriculum->products->len; i++)
    {
      const CltProduct *product = self->curriculum->products->pdata[i];
      const CltVersion *version = clt_product_get_version (product);

      take_choice (keys, labels, product->id,
                   g_strdup_printf ("%s %s", product->code, version != NULL ? version->name : ""));
    }
}

static void
fill_choices (CltCourseEditor *self, CltFieldRow *row, const CltCourseField *field)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);

  if (clt_course_field_get_choices (field) != NULL)
    return;
  if (g_str_equal (field->name, "level"))
    list_levels (self, get_course (self)->level_id, keys, labels);
  else
    list_products (self, keys, labels);
  g_ptr_array_add (keys, NULL);
  g_ptr_array_add (labels, NULL);
  clt_field_row_set_choices (row, (const char *const *) keys->pdata,
                             (const char *const *) labels->pdata);
}

static void
fill_fields (CltCourseEditor *self, const CltCourse *course, gboolean same)
{
  g_autofree char *methods = clt_course_format_methods (course);

  for (guint i = 0; i < clt_n_course_fields; i++)
    {
      const CltCourseField *field = &clt_course_fields[i];
      g_autofree char *value = clt_course_field_dup (field, course);

      if (field->kind == CLT_COURSE_FIELD_CHOICE)
        fill_choices (self, self->rows[i], field);
      clt_field_row_show (self->rows[i], value, same);
      gtk_widget_set_visible (clt_field_row_get_widget (self->rows[i]),
                              clt_course_field_applies (field, course));
    }
  adw_expander_row_set_subtitle (self->methods_row, methods);
}

static void
set_fixed_choices (CltFieldRow *row, const CltCourseField *field)
{
  const char *const *keys = clt_course_field_get_choices (field);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    g_ptr_array_add (labels, (gpointer) clt_course_choice_get_label (field, keys[i]));
  g_ptr_array_add (labels, NULL);
  if (keys != NULL)
    clt_field_row_set_choices (row, keys, (const char *const *) labels->pdata);
}

static CltFieldRowKind
get_row_kind (const CltCourseField *field)
{
  static const CltFieldRowKind kinds[] = {
    [CLT_COURSE_FIELD_TEXT] = CLT_FIELD_ROW_ENTRY,
    [CLT_COURSE_FIELD_LONG] = CLT_FIELD_ROW_TEXT,
    [CLT_COURSE_FIELD_CHOICE] = CLT_FIELD_ROW_CHOICE,
    [CLT_COURSE_FIELD_SWITCH] = CLT_FIELD_ROW_SWITCH,
  };

  return kinds[field->kind];
}

static CltFieldRow *
make_row (CltCourseEditor *self, GtkListBox *const *lists, const CltCourseField *field)
{
  const char *label = clt_course_field_get_label (field);

  if (field->group == CLT_COURSE_GROUP_METHODS)
    return clt_field_row_new_in_expander (self->methods_row, label, get_row_kind (field),
                                          on_field_committed_cb, self);
  return clt_field_row_new (lists[field->group], label, get_row_kind (field), on_field_committed_cb,
                            self);
}

static void
make_rows (CltCourseEditor *self)
{
  AdwPreferencesGroup *groups[CLT_N_COURSE_GROUPS] = {
    [CLT_COURSE_GROUP_COURSE] = self->course_group,
    [CLT_COURSE_GROUP_PASS] = self->pass_group,
    [CLT_COURSE_GROUP_PEOPLE] = self->people_group,
  };
  GtkListBox *lists[CLT_N_COURSE_GROUPS] = { NULL };

  for (guint i = 0; i < CLT_N_COURSE_GROUPS; i++)
    if (groups[i] != NULL)
      lists[i] = clt_field_list_new (groups[i], clt_course_group_get_label (i));
  self->rows = g_new0 (CltFieldRow *, clt_n_course_fields);
  for (guint i = 0; i < clt_n_course_fields; i++)
    {
      self->rows[i] = make_row (self, lists, &clt_course_fields[i]);
      set_fixed_choices (self->rows[i], &clt_course_fields[i]);
    }
}

/* ---- what comes first ------------------------------------------------------------------------ */

/* All others: what would make a circle is refused with the way round, which says more than a course
 * that is missing here. */
static void
fill_needs_menu (CltCourseEditor *self, const CltCourse *course)
{
  const GPtrArray *courses = self->curriculum->needs->courses;
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < courses->len; i++)
    {
      const CltCourse *other = courses->pdata[i];
      g_autofree char *label = g_strdup_printf ("%s %s", other->code, other->name);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      if (other == course || other->archived || clt_ids_contain (course->needs, other->id))
        continue;
      g_menu_item_set_action_and_target (item, "curriculum.add-need", "x", other->id);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->needs_button, G_MENU_MODEL (menu));
  gtk_widget_set_sensitive (GTK_WIDGET (self->needs_button),
                            g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
}

static GtkWidget *
new_need_row (const CltCourse *needed)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *name = g_strdup_printf ("%s %s", needed->code, needed->name);
  /* Translators: %s is a course. */
  g_autofree char *hint = g_strdup_printf (_ ("“%s” need not come first"), needed->name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, hint, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", needed->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "curriculum.remove-need");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/* A row that had the focus goes: the button that adds one takes it. */
static void
fill_needs (CltCourseEditor *self, const CltCourse *course)
{
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->needs_group)) != NULL;

  for (guint i = 0; i < self->need_rows->len; i++)
    adw_preferences_group_remove (self->needs_group, self->need_rows->pdata[i]);
  g_ptr_array_set_size (self->need_rows, 0);
  for (guint i = 0; i < course->needs->len; i++)
    {
      const CltCourse *needed =
        clt_curriculum_find (self->curriculum, g_array_index (course->needs, gint64, i));
      GtkWidget *row;

      if (needed == NULL)
        continue;
      row = new_need_row (needed);
      adw_preferences_group_add (self->needs_group, row);
      g_ptr_array_add (self->need_rows, row);
    }
  adw_preferences_group_set_description (self->needs_group,
                                         course->needs->len == 0
                                           ? _ ("Nothing: anybody may begin with it.")
                                           : NULL);
  fill_needs_menu (self, course);
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (self->needs_button));
}

/* ---- showing --------------------------------------------------------------------------------- */

/* What was typed for the course shown so far is not lost with it. */
static void
flush (CltCourseEditor *self)
{
  for (guint i = 0; i < clt_n_course_fields; i++)
    clt_field_row_flush (self->rows[i]);
}

/* A level without courses, or nothing at all. */
static void
show_none (CltCourseEditor *self)
{
  const CltCourseLevel *level =
    self->curriculum == NULL ? NULL : clt_curriculum_find_level (self->curriculum, self->id);
  g_autofree char *title =
    level == NULL ? NULL : g_markup_printf_escaped ("%s %s", level->code, level->name);

  adw_status_page_set_title (self->none_page, level == NULL ? _ ("No Course Chosen") : title);
  adw_status_page_set_description (self->none_page, level == NULL ? NULL
                                                    : level->archived
                                                      ? _ ("The level is archived.")
                                                      : _ ("The level has no course in use."));
  gtk_widget_set_visible (self->level_box, level != NULL);
}

void
clt_course_editor_show (CltCourseEditor *self, const CltCurriculum *curriculum, gint64 course_id)
{
  gboolean same = self->id == course_id;
  const CltCourse *course;

  g_return_if_fail (CLT_IS_COURSE_EDITOR (self));

  if (!same && self->id != 0)
    flush (self);
  self->curriculum = curriculum;
  self->id = course_id;
  course = get_course (self);
  gtk_stack_set_visible_child_name (self->stack, course == NULL ? "none" : "course");
  if (course == NULL)
    {
      show_none (self);
      return;
    }
  if (!same)
    {
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
      show_needs_problem (self, NULL);
    }
  fill_head (self, course);
  fill_fields (self, course, same);
  fill_needs (self, course);
}

void
clt_course_editor_set_desk (CltCourseEditor *self, CltDesk *desk)
{
  g_set_object (&self->desk, desk);
}

void
clt_course_editor_focus (CltCourseEditor *self)
{
  if (get_course (self) != NULL)
    clt_field_row_focus (self->rows[0]);
}

/* ---- the class ------------------------------------------------------------------------------- */

static void
clt_course_editor_dispose (GObject *object)
{
  CltCourseEditor *self = CLT_COURSE_EDITOR (object);

  for (guint i = 0; self->rows != NULL && i < clt_n_course_fields; i++)
    clt_field_row_free (self->rows[i]);
  g_clear_pointer (&self->rows, g_free);
  g_clear_pointer (&self->need_rows, g_ptr_array_unref);
  g_clear_object (&self->desk);
  self->curriculum = NULL;
  /* before the template, which would let the child go behind the back of the bin */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_COURSE_EDITOR);
  G_OBJECT_CLASS (clt_course_editor_parent_class)->dispose (object);
}

static void
clt_course_editor_class_init (CltCourseEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = clt_course_editor_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-course-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, CltCourseEditor, stack);
  gtk_widget_class_bind_template_child (widget_class, CltCourseEditor, none_page);
  gtk_widget_class_bind_template_child (widget_class, CltCourseEditor, level_box);
  gtk_widget_class_bind_template_child (widget_class, CltCourseEditor, scroller);
  gtk_widget_class_bind_template_child (widget_class, CltCourseEditor, name_label);
  gtk_widget_class_bind_template_child (widget_class, CltCourseEditor, state_label);
  gtk_widget_class_bind_template_child (widget_class, CltCourseEditor, holders_button);
  gtk_widget_class_bind_template_child (widget_class, CltCourseEditor, waiting_button);
  gtk_widget_class_bind_template_child (widget_class, CltCourseEditor, course_group);
  gtk_widget_class_bind_template_child (widget_class, CltCourseEditor, methods_row);
  gtk_widget_class_bind_template_child (widget_class, CltCourseEditor, pass_group);
  gtk_widget_class_bind_template_child (widget_class, CltCourseEditor, people_group);
  gtk_widget_class_bind_template_child (widget_class, CltCourseEditor, needs_group);
  gtk_widget_class_bind_template_child (widget_class, CltCourseEditor, needs_button);
  gtk_widget_class_bind_template_child (widget_class, CltCourseEditor, needs_problem);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "curriculum.leave", NULL);
  gtk_widget_class_install_action (widget_class, "curriculum.add-need", "x", add_need);
  gtk_widget_class_install_action (widget_class, "curriculum.remove-need", "x", remove_need);
}

static void
clt_course_editor_init (CltCourseEditor *self)
{
  self->need_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  make_rows (self);
}
