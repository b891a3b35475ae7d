/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/training/clt-session-fields.h"

#include <string.h>

#include "app/widgets/clt-combo-focus.h"
#include "core/base/clt-i18n.h"
#include "core/base/clt-text.h"
#include "core/people/clt-staff.h"
#include "core/training/clt-course.h"
#include "core/training/clt-lecturer.h"
#include "core/training/clt-room.h"

enum
{
  ROW_COURSE,
  ROW_METHOD,
  ROW_DAY,
  ROW_TIME,
  ROW_MINUTES,
  ROW_REPEAT,
  ROW_EVERY,
  ROW_TIMES,
  ROW_ROOM,
  ROW_LECTURER,
  ROW_ADVISER,
  ROW_LINK,
  ROW_SEATS,
  ROW_ONLINE,
  ROW_TIER,
  ROW_AUDIENCE,
  ROW_COST,
  ROW_NOTE,
  N_ROWS
};

enum
{
  GROUP_COURSE,
  GROUP_WHEN,
  GROUP_WHERE,
  GROUP_SEATS,
  N_GROUPS
};

static const struct
{
  const char *title;
  int group;
  gboolean choice;
} layout[N_ROWS] = {
  [ROW_COURSE] = { N_ ("_Course"), GROUP_COURSE, TRUE },
  [ROW_METHOD] = { N_ ("_Method"), GROUP_COURSE, TRUE },
  [ROW_DAY] = { N_ ("_Day"), GROUP_WHEN, FALSE },
  [ROW_TIME] = { N_ ("_Begins"), GROUP_WHEN, FALSE },
  [ROW_MINUTES] = { N_ ("Length in M_inutes"), GROUP_WHEN, FALSE },
  [ROW_REPEAT] = { N_ ("_Repeat"), GROUP_WHEN, TRUE },
  [ROW_EVERY] = { N_ ("E_very N-th"), GROUP_WHEN, FALSE },
  [ROW_TIMES] = { N_ ("How Often More, or _until Which Day"), GROUP_WHEN, FALSE },
  [ROW_ROOM] = { N_ ("R_oom"), GROUP_WHERE, TRUE },
  [ROW_LECTURER] = { N_ ("_Lecturer"), GROUP_WHERE, TRUE },
  [ROW_ADVISER] = { N_ ("_Adviser beside"), GROUP_WHERE, TRUE },
  [ROW_LINK] = { N_ ("Online Lin_k"), GROUP_WHERE, FALSE },
  [ROW_SEATS] = { N_ ("_Seats in the Room"), GROUP_SEATS, FALSE },
  [ROW_ONLINE] = { N_ ("Seats Onlin_e (Empty: Not Limited)"), GROUP_SEATS, FALSE },
  [ROW_TIER] = { N_ ("Lowest _Tier"), GROUP_SEATS, TRUE },
  [ROW_AUDIENCE] = { N_ ("Audience _Filter"), GROUP_SEATS, FALSE },
  [ROW_COST] = { N_ ("Other Cost, _Yuan"), GROUP_SEATS, FALSE },
  [ROW_NOTE] = { N_ ("_Note"), GROUP_SEATS, FALSE },
};

struct _CltSessionFields
{
  AdwBin parent_instance;

  const CltMeetingChoices *choices; /* borrowed (nullable): until they are filled in */
  gboolean filling, changed;
  GtkWidget *rows[N_ROWS]; /* borrowed */
  GPtrArray *spins;        /* owned: of borrowed GtkSpinButton, one for each kind of equipment */

  AdwPreferencesGroup *groups[N_GROUPS];
  AdwExpanderRow *equipment_row;
};

G_DEFINE_FINAL_TYPE (CltSessionFields, clt_session_fields, ADW_TYPE_BIN)

enum
{
  CHANGED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- rows ---------------------------------------------------------------------------------- */

static const char *
get_text (CltSessionFields *self, int row)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->rows[row]));
}

static guint
get_choice (CltSessionFields *self, int row)
{
  return adw_combo_row_get_selected (ADW_COMBO_ROW (self->rows[row]));
}

static void
set_number (CltSessionFields *self, int row, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  gtk_editable_set_text (GTK_EDITABLE (self->rows[row]), text);
}

static void
set_choices (CltSessionFields *self, int row, GtkStringList *labels, guint selected)
{
  adw_combo_row_set_model (ADW_COMBO_ROW (self->rows[row]), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->rows[row]), selected);
}

static const CltCourse *
get_course (CltSessionFields *self)
{
  guint index = get_choice (self, ROW_COURSE);

  return index < self->choices->courses->len ? self->choices->courses->pdata[index] : NULL;
}

/* All records begin with their id; "none" comes first. */
static gint64
get_id (CltSessionFields *self, int row, const GPtrArray *list)
{
  guint index = get_choice (self, row);

  return index == 0 || index > list->len ? 0 : *(gint64 *) list->pdata[index - 1];
}

static guint
find_id (const GPtrArray *list, gint64 id)
{
  for (guint i = 0; i < list->len; i++)
    if (*(gint64 *) list->pdata[i] == id)
      return i + 1;
  return 0;
}

/* ---- what is filled in --------------------------------------------------------------------- */

static gboolean
mark_wrong (CltSessionFields *self, int row)
{
  gtk_widget_add_css_class (self->rows[row], "error");
  return FALSE;
}

static gboolean
read_number (CltSessionFields *self, int row, int least, int most, int *number, GError **error)
{
  const char *text = get_text (self, row);
  gint64 value;

  if (g_ascii_string_to_signed (text, 10, least, most, &value, NULL))
    {
      *number = (int) value;
      return TRUE;
    }
  /* Translators: what was typed; the least and the greatest number. */
  clt_store_refuse (error, _ ("“%s” is not a number from %d to %d."), text, least, most);
  return mark_wrong (self, row);
}

static gboolean
read_when (CltSessionFields *self, CltMeetingDraft *draft, GError **error)
{
  const char *day_text = get_text (self, ROW_DAY), *time = get_text (self, ROW_TIME);
  g_autofree char *instant = g_strdup_printf ("%s %s", day_text, time);
  int minutes;
  CltDay day;

  if (!clt_day_parse (day_text, &day))
    {
      /* Translators: %s is what was typed. */
      clt_store_refuse (error, _ ("“%s” is not a date. Write it like 2026-11-18."), day_text);
      return mark_wrong (self, ROW_DAY);
    }
  if (!clt_instant_parse (instant, &draft->meeting->starts))
    {
      /* Translators: %s is what was typed. */
      clt_store_refuse (error, _ ("“%s” is no time of day. Write it like 16:30."), time);
      return mark_wrong (self, ROW_TIME);
    }
  if (!read_number (self, ROW_MINUTES, 5, 720, &minutes, error))
    return FALSE;
  draft->meeting->ends = draft->meeting->starts + minutes * 60;
  return TRUE;
}

static gboolean
read_repeat (CltSessionFields *self, CltMeetingDraft *draft, GError **error)
{
  CltDay until;

  draft->repeat = (CltDraftRepeat) get_choice (self, ROW_REPEAT);
  if (draft->repeat == CLT_DRAFT_ONCE)
    return TRUE;
  if (!read_number (self, ROW_EVERY, 1, 60, &draft->every, error))
    return FALSE;
  draft->until = CLT_DAY_NONE;
  if (strlen (get_text (self, ROW_TIMES)) > 4 && clt_day_parse (get_text (self, ROW_TIMES), &until))
    {
      draft->until = until;
      return TRUE;
    }
  return read_number (self, ROW_TIMES, 1, 200, &draft->count, error);
}

static gboolean
read_seats (CltSessionFields *self, CltSession *session, GError **error)
{
  const char *cost = get_text (self, ROW_COST);

  session->online_seats = -1;
  if (!read_number (self, ROW_SEATS, 0, 100000, &session->seats, error) ||
      (*get_text (self, ROW_ONLINE) != '\0' &&
       !read_number (self, ROW_ONLINE, -1, 1000000, &session->online_seats, error)))
    return FALSE;
  if (clt_value_parse_money (cost, strlen (cost), &session->cost) != CLT_VALUE_OK)
    {
      clt_store_refuse (error, _ ("The cost is no amount of money."));
      return mark_wrong (self, ROW_COST);
    }
  return TRUE;
}

static void
read_equipment (CltSessionFields *self, GArray *equipment)
{
  g_array_set_size (equipment, 0);
  for (guint i = 0; i < self->spins->len; i++)
    {
      const CltEquipment *kind = self->choices->equipment->pdata[i];
      CltEquipmentUse use = { kind->id, gtk_spin_button_get_value_as_int (self->spins->pdata[i]) };

      if (use.quantity > 0)
        g_array_append_val (equipment, use);
    }
}

gboolean
clt_session_fields_read (CltSessionFields *self, CltMeetingDraft *draft, GError **error)
{
  const CltCourse *course = get_course (self);
  CltSession *session = draft->session;

  g_return_val_if_fail (CLT_IS_SESSION_FIELDS (self), FALSE);

  for (int i = 0; i < N_ROWS; i++)
    gtk_widget_remove_css_class (self->rows[i], "error");
  if (course == NULL)
    {
      clt_store_refuse (error, _ ("There is no course yet that could be held."));
      return mark_wrong (self, ROW_COURSE);
    }
  session->course_id = course->id;
  clt_set_str (&session->course_code, course->code);
  clt_set_str (&session->method, clt_course_methods[get_choice (self, ROW_METHOD)]);
  session->adviser_id = get_id (self, ROW_ADVISER, self->choices->staff);
  session->min_tier = (CltTier) get_choice (self, ROW_TIER);
  clt_set_str (&session->audience, get_text (self, ROW_AUDIENCE));
  clt_set_str (&session->note, get_text (self, ROW_NOTE));
  clt_set_str (&draft->meeting->link, get_text (self, ROW_LINK));
  draft->meeting->room_id = get_id (self, ROW_ROOM, self->choices->rooms);
  draft->lecturer_id = get_id (self, ROW_LECTURER, self->choices->lecturers);
  read_equipment (self, draft->meeting->equipment);
  return read_when (self, draft, error) && read_repeat (self, draft, error) &&
         read_seats (self, session, error);
}

/* ---- filling ------------------------------------------------------------------------------- */

static void
on_changed_cb (CltSessionFields *self)
{
  gboolean repeated;

  if (self->filling || self->choices == NULL)
    return;
  self->changed = TRUE;
  repeated = get_choice (self, ROW_REPEAT) != CLT_DRAFT_ONCE;
  gtk_widget_set_visible (self->rows[ROW_EVERY], repeated);
  gtk_widget_set_visible (self->rows[ROW_TIMES], repeated);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
show_when (CltSessionFields *self, gint64 starts, gint64 ends)
{
  g_autofree char *day = clt_day_format (clt_instant_get_day (starts));
  g_autofree char *time = clt_instant_format (starts);

  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_DAY]), day);
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_TIME]), time + strlen ("2026-11-18 "));
  set_number (self, ROW_MINUTES, (ends - starts) / 60);
}

typedef char *(*DupLabelFunc) (gconstpointer record);

static char *
dup_course_label (gconstpointer record)
{
  const CltCourse *course = record;

  return g_strdup_printf ("%s %s", course->code, course->name);
}

static char *
dup_room_label (gconstpointer record)
{
  const CltRoom *room = record;

  /* Translators: name of a room; how many seats it has. */
  return g_strdup_printf (ngettext ("%s (%d seat)", "%s (%d seats)", (gulong) room->seats),
                          room->name, room->seats);
}

static char *
dup_lecturer_label (gconstpointer record)
{
  return g_strdup (((const CltLecturer *) record)->name);
}

static char *
dup_staff_label (gconstpointer record)
{
  return g_strdup (((const CltStaff *) record)->name);
}

static void
fill_choice (CltSessionFields *self,
             int row,
             const GPtrArray *list,
             DupLabelFunc dup_label,
             gboolean none,
             gint64 id)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint at = find_id (list, id);

  if (none)
    gtk_string_list_append (labels, C_ ("training session", "None"));
  for (guint i = 0; i < list->len; i++)
    gtk_string_list_take (labels, dup_label (list->pdata[i]));
  set_choices (self, row, labels, none ? at : MAX (at, 1) - 1);
}

static void
fill_fixed_choices (CltSessionFields *self, const CltSession *session)
{
  const char *const repeats[] = { C_ ("training session", "Not repeated"),
                                  C_ ("training session", "On trading days"),
                                  C_ ("training session", "Every week"), NULL };
  g_autoptr (GtkStringList) methods = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) tiers = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (repeats);
  guint method = 0;

  for (guint i = 0; clt_course_methods[i] != NULL; i++)
    {
      gtk_string_list_append (methods, clt_course_method_get_label (clt_course_methods[i]));
      if (g_str_equal (clt_course_methods[i], session->method))
        method = i;
    }
  for (CltTier tier = CLT_TIER_UNRATED; tier < CLT_N_TIERS; tier++)
    gtk_string_list_append (tiers, tier == CLT_TIER_UNRATED ? C_ ("training session", "Any")
                                                            : clt_tier_get_label (tier));
  set_choices (self, ROW_METHOD, methods, method);
  set_choices (self, ROW_TIER, tiers, session->min_tier);
  set_choices (self, ROW_REPEAT, kinds, CLT_DRAFT_ONCE);
}

static int
get_quantity (const GArray *uses, gint64 equipment_id)
{
  for (guint i = 0; i < uses->len; i++)
    if (g_array_index (uses, CltEquipmentUse, i).equipment_id == equipment_id)
      return g_array_index (uses, CltEquipmentUse, i).quantity;
  return 0;
}

static void
fill_equipment (CltSessionFields *self, const CltMeeting *meeting)
{
  const GPtrArray *kinds = self->choices->equipment;

  gtk_widget_set_visible (GTK_WIDGET (self->equipment_row), kinds->len > 0);
  for (guint i = 0; i < kinds->len; i++)
    {
      const CltEquipment *kind = kinds->pdata[i];
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *spin = gtk_spin_button_new_with_range (0, kind->quantity, 1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), kind->name);
      gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin),
                                 get_quantity (meeting->equipment, kind->id));
      g_signal_connect_object (spin, "value-changed", G_CALLBACK (on_changed_cb), self,
                               G_CONNECT_SWAPPED);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
      adw_expander_row_add_row (self->equipment_row, row);
      g_ptr_array_add (self->spins, spin);
    }
}

/* Of a new one: what suits the course. */
static void
suit_course (CltSessionFields *self)
{
  const CltCourse *course = get_course (self);
  g_auto (GStrv) methods = NULL;

  if (course == NULL || self->choices->draft->meeting->id != 0)
    return;
  if (course->minutes > 0 && !self->choices->draft->timed)
    set_number (self, ROW_MINUTES, CLAMP (course->minutes, 30, 120));
  methods = g_strsplit (course->methods, " ", 2);
  for (guint i = 0; methods[0] != NULL && clt_course_methods[i] != NULL; i++)
    if (g_str_equal (clt_course_methods[i], methods[0]))
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->rows[ROW_METHOD]), i);
  for (guint i = 0; i < self->choices->lecturers->len; i++)
    if (clt_lecturer_teaches (self->choices->lecturers->pdata[i], course->code))
      {
        adw_combo_row_set_selected (ADW_COMBO_ROW (self->rows[ROW_LECTURER]), i + 1);
        break;
      }
}

static void
on_course_changed_cb (CltSessionFields *self)
{
  if (!self->filling && self->choices != NULL)
    suit_course (self);
}

/* Of a new one: what is held online needs no room, and seats as many as come. */
static void
on_method_changed_cb (CltSessionFields *self)
{
  static const char *const online[] = { "webinar", "video", "telephone", NULL };
  gboolean needs_room;

  if (self->filling || self->choices == NULL || self->choices->draft->meeting->id != 0)
    return;
  needs_room = !g_strv_contains (online, clt_course_methods[get_choice (self, ROW_METHOD)]);
  if (needs_room && get_choice (self, ROW_ROOM) != 0)
    return;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->rows[ROW_ROOM]),
                              needs_room && self->choices->rooms->len > 0 ? 1 : 0);
  if (!needs_room)
    set_number (self, ROW_SEATS, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_ONLINE]), needs_room ? "0" : "");
}

/* As many seats as the room has. */
static void
on_room_changed_cb (CltSessionFields *self)
{
  guint index = self->filling || self->choices == NULL ? 0 : get_choice (self, ROW_ROOM);

  if (index > 0 && index <= self->choices->rooms->len)
    set_number (self, ROW_SEATS, ((CltRoom *) self->choices->rooms->pdata[index - 1])->seats);
}

static void
fill_texts (CltSessionFields *self, const CltSession *session, const CltMeeting *meeting)
{
  g_autofree char *cost = g_strdup_printf ("%.2f", (double) session->cost / 100);

  show_when (self, meeting->starts, meeting->ends);
  set_number (self, ROW_EVERY, 1);
  set_number (self, ROW_TIMES, 1);
  set_number (self, ROW_SEATS, session->seats);
  if (session->online_seats >= 0)
    set_number (self, ROW_ONLINE, session->online_seats);
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_COST]), cost);
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_LINK]), meeting->link);
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_AUDIENCE]), session->audience);
  gtk_editable_set_text (GTK_EDITABLE (self->rows[ROW_NOTE]), session->note);
}

void
clt_session_fields_fill (CltSessionFields *self, const CltMeetingChoices *choices)
{
  const CltMeetingDraft *draft = choices->draft;
  gboolean anew = draft->meeting->id == 0;

  g_return_if_fail (CLT_IS_SESSION_FIELDS (self));

  self->choices = choices;
  self->filling = TRUE;
  fill_choice (self, ROW_COURSE, choices->courses, dup_course_label, FALSE,
               draft->session->course_id);
  fill_choice (self, ROW_ROOM, choices->rooms, dup_room_label, TRUE, draft->meeting->room_id);
  fill_choice (self, ROW_LECTURER, choices->lecturers, dup_lecturer_label, TRUE,
               draft->lecturer_id);
  fill_choice (self, ROW_ADVISER, choices->staff, dup_staff_label, TRUE,
               draft->session->adviser_id);
  fill_fixed_choices (self, draft->session);
  fill_equipment (self, draft->meeting);
  fill_texts (self, draft->session, draft->meeting);
  self->filling = FALSE;
  gtk_widget_set_sensitive (self->rows[ROW_COURSE], anew);
  if (anew)
    {
      suit_course (self);
      on_method_changed_cb (self);
    }
  else if (draft->n_meetings > 1)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->rows[ROW_LECTURER]),
                                   _ ("_Lecturer of This Meeting"));
  on_changed_cb (self);
  self->changed = FALSE; /* by a person */
}

gboolean
clt_session_fields_is_changed (CltSessionFields *self)
{
  g_return_val_if_fail (CLT_IS_SESSION_FIELDS (self), FALSE);

  return self->changed;
}

void
clt_session_fields_take_time (CltSessionFields *self, gint64 starts, gint64 ends)
{
  g_return_if_fail (CLT_IS_SESSION_FIELDS (self));

  show_when (self, starts, ends);
  gtk_widget_grab_focus (self->rows[ROW_DAY]);
}

void
clt_session_fields_focus (CltSessionFields *self)
{
  g_return_if_fail (CLT_IS_SESSION_FIELDS (self));

  gtk_widget_grab_focus (
    self->rows[gtk_widget_get_sensitive (self->rows[ROW_COURSE]) ? ROW_COURSE : ROW_DAY]);
}

/* ---- the class ----------------------------------------------------------------------------- */

static void
clt_session_fields_dispose (GObject *object)
{
  CltSessionFields *self = CLT_SESSION_FIELDS (object);

  self->filling = TRUE;
  self->choices = NULL;
  g_clear_pointer (&self->spins, g_ptr_array_unref);
  /* before the template, which would let the child go behind the back of the bin */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CLT_TYPE_SESSION_FIELDS);
  G_OBJECT_CLASS (clt_session_fields_parent_class)->dispose (object);
}

static void
clt_session_fields_class_init (CltSessionFieldsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const groups[N_GROUPS] = { "course_group", "when_group", "where_group",
                                                "seats_group" };

  G_OBJECT_CLASS (klass)->dispose = clt_session_fields_dispose;
  signals[CHANGED] = g_signal_new ("changed", CLT_TYPE_SESSION_FIELDS, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", CLT_TYPE_SESSION_FIELDS, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/clientele/Clientele/ui/training/clt-session-fields.ui");
  for (guint i = 0; i < N_GROUPS; i++)
    gtk_widget_class_bind_template_child_full (widget_class, groups[i], FALSE,
                                               G_STRUCT_OFFSET (CltSessionFields, groups[i]));
}

static void
on_entry_activated_cb (CltSessionFields *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
add_row (CltSessionFields *self, int index)
{
  GtkWidget *row = layout[index].choice ? adw_combo_row_new () : adw_entry_row_new ();

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (layout[index].title));
  self->rows[index] = row;
  if (index == ROW_LINK) /* before it */
    adw_preferences_group_add (self->groups[GROUP_WHERE], GTK_WIDGET (self->equipment_row));
  adw_preferences_group_add (self->groups[layout[index].group], row);
  if (layout[index].choice)
    clt_combo_focus_tick (ADW_COMBO_ROW (row));
  if (index == ROW_COURSE)
    clt_combo_show_long (ADW_COMBO_ROW (row));
  g_signal_connect_object (row, layout[index].choice ? "notify::selected" : "changed",
                           G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  if (!layout[index].choice)
    g_signal_connect_object (row, "entry-activated", G_CALLBACK (on_entry_activated_cb), self,
                             G_CONNECT_SWAPPED);
}

static void
clt_session_fields_init (CltSessionFields *self)
{
  self->spins = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->equipment_row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->equipment_row), _ ("Equipment"));
  for (int i = 0; i < N_ROWS; i++)
    add_row (self, i);
  g_signal_connect_object (self->rows[ROW_COURSE], "notify::selected",
                           G_CALLBACK (on_course_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows[ROW_METHOD], "notify::selected",
                           G_CALLBACK (on_method_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->rows[ROW_ROOM], "notify::selected",
                           G_CALLBACK (on_room_changed_cb), self, G_CONNECT_SWAPPED);
}
