/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-curriculum-dialogs.h"

#include "app/training/clt-curriculum-change.h"
#include "core/base/clt-i18n.h"

enum
{
  NAME,
  CODE,
  LEVEL,
};

static CltCurriculumEntry *
entry_new (CltFormDialog *form)
{
  CltCurriculumEntry *entry = g_new0 (CltCurriculumEntry, 1);

  entry->name = clt_form_dialog_dup_text (form, NAME);
  entry->code = clt_form_dialog_dup_text (form, CODE);
  return entry;
}

static CltFormDialog *
new_form (GtkWidget *parent,
          CltDesk *desk,
          const char *heading,
          const char *body,
          const char *name,
          const char *code)
{
  CltFormDialog *form = clt_form_dialog_new (parent, desk, heading, body);

  clt_form_dialog_add_entry (form, _ ("_Name"), name, TRUE);
  clt_form_dialog_add_entry (form, _ ("C_ode, short and lasting"), code, TRUE);
  return form;
}

/* ---- courses --------------------------------------------------------------------------------- */

/* The data of the form: ids of the levels in the order of the choice. */
static void
apply_course (CltFormDialog *form)
{
  const GArray *levels = clt_form_dialog_get_data (form);
  CltCurriculumEntry *entry = entry_new (form);

  entry->level_id = g_array_index (levels, gint64, clt_form_dialog_get_choice (form, LEVEL));
  clt_form_dialog_act (form, "course.create", entry->name, clt_curriculum_add_course, entry,
                       clt_curriculum_entry_free);
}

static void
free_levels (gpointer levels)
{
  g_array_unref (levels);
}

CltFormDialog *
clt_curriculum_dialog_new_course (GtkWidget *parent,
                                  CltDesk *desk,
                                  const CltCurriculum *curriculum,
                                  gint64 level_id)
{
  CltFormDialog *form =
    new_form (parent, desk, _ ("New Course"), _ ("All else is written beside the ladder."), "", "");
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  guint chosen = 0;

  for (guint i = 0; i < curriculum->levels->len; i++)
    {
      const CltCourseLevel *level = curriculum->levels->pdata[i];

      if (level->archived)
        continue;
      if (level->id == level_id)
        chosen = ids->len;
      g_array_append_val (ids, level->id);
      g_ptr_array_add (labels, g_strdup_printf ("%s %s", level->code, level->name));
    }
  g_ptr_array_add (labels, NULL);
  clt_form_dialog_set_data (form, ids, free_levels);
  clt_form_dialog_add_choice (form, _ ("_Level"), (const char *const *) labels->pdata);
  clt_form_dialog_select (form, LEVEL, chosen);
  clt_form_dialog_present (form, _ ("Cr_eate"), apply_course);
  return form;
}

/* ---- levels ---------------------------------------------------------------------------------- */

/* The data of the form: what is known of a level that is changed. */
static void
apply_level (CltFormDialog *form)
{
  const CltCurriculumEntry *known = clt_form_dialog_get_data (form);
  CltCurriculumEntry *entry = entry_new (form);

  entry->id = known->id;
  entry->archived = known->archived;
  clt_form_dialog_act (form, entry->id == 0 ? "course.level-create" : "course.level", entry->name,
                       clt_curriculum_save_level, entry, clt_curriculum_entry_free);
}

CltFormDialog *
clt_curriculum_dialog_new_level (GtkWidget *parent, CltDesk *desk)
{
  CltFormDialog *form =
    new_form (parent, desk, _ ("New Level"), _ ("It becomes the deepest one."), "", "");

  clt_form_dialog_set_data (form, g_new0 (CltCurriculumEntry, 1), clt_curriculum_entry_free);
  clt_form_dialog_present (form, _ ("Cr_eate"), apply_level);
  return form;
}

void
clt_curriculum_dialog_edit_level (GtkWidget *parent, CltDesk *desk, const CltCourseLevel *level)
{
  CltFormDialog *form =
    new_form (parent, desk, _ ("Edit the Level"), NULL, level->name, level->code);
  CltCurriculumEntry *known = g_new0 (CltCurriculumEntry, 1);

  known->id = level->id;
  known->archived = level->archived;
  clt_form_dialog_set_data (form, known, clt_curriculum_entry_free);
  clt_form_dialog_present (form, _ ("_Save"), apply_level);
}
