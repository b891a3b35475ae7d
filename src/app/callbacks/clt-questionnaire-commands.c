/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/callbacks/clt-questionnaire-commands.h"

#include "core/base/clt-i18n.h"

/* Letters add a question of a type while the outline has the focus. */
static const CltCommand commands[] = {
  { "questionnaire.new", N_ ("_New Questionnaire…"), "<Control>n", TRUE },
  { "questionnaire.copy", N_ ("Duplicate the _Questionnaire…"), "<Control><Shift>d", TRUE },
  { "questionnaire.archive", N_ ("Archi_ve the Questionnaire or Bring It Back"), "<Shift>Delete",
    TRUE },
  { "questionnaire.show-archive", N_ ("_Show Archived Questionnaires"), NULL, TRUE },
  { "questionnaire.import", N_ ("Import a Questionnaire from a _File…"), NULL, TRUE },
  { "questionnaire.presets", N_ ("Add the Questionnaires That Come with the _Program"), NULL,
    TRUE },
  { "questionnaire.try", N_ ("_Try It Out"), "<Control>t", TRUE },
  { "questionnaire.publish", N_ ("_Publish the Draft"), "<Control><Shift>y", TRUE },
  { "questionnaire.draft", N_ ("New _Version"), "<Control><Shift>v", TRUE },
  { "questionnaire.discard", N_ ("D_iscard the Draft"), NULL, TRUE },
  { "questionnaire.older", N_ ("Show the _Older Version"), "<Alt>Left", TRUE },
  { "questionnaire.newer", N_ ("Show the N_ewer Version"), "<Alt>Right", TRUE },
  { "questionnaire.next-fault", N_ ("Go to the Next _Fault"), "F4", TRUE },
  { "questionnaire.edit", N_ ("_Edit the Question"), "F2", TRUE },
  { "questionnaire.branch", N_ ("Ask the Question Only I_f…"), "b", TRUE },
  { "questionnaire.duplicate", N_ ("D_uplicate the Question"), "<Control>d", TRUE },
  { "questionnaire.delete", N_ ("De_lete the Question"), "Delete", TRUE },
  { "questionnaire.move-up", N_ ("Move the Question _Up"), "<Alt>Up", TRUE },
  { "questionnaire.move-down", N_ ("Move the Question Do_wn"), "<Alt>Down", TRUE },
  { "questionnaire.again", N_ ("Another Question of the Same _Kind"), "<Control><Shift>Return",
    TRUE },
  { "questionnaire.placeholders", N_ ("List of Placeholder_s"), "<Control><Shift>p", TRUE },
  { "questionnaire.add-yesno", N_ ("Add: Yes or No"), "y", TRUE },
  { "questionnaire.add-choice", N_ ("Add: One of Several"), "c", TRUE },
  { "questionnaire.add-several", N_ ("Add: Several of Them"), "s", TRUE },
  { "questionnaire.add-rating", N_ ("Add: Rating"), "r", TRUE },
  { "questionnaire.add-nps", N_ ("Add: Would Recommend, 0 to 10"), "n", TRUE },
  { "questionnaire.add-matrix", N_ ("Add: Table of Ratings"), "m", TRUE },
  { "questionnaire.add-ranking", N_ ("Add: Order of Preference"), "o", TRUE },
  { "questionnaire.add-number", N_ ("Add: Number"), "u", TRUE },
  { "questionnaire.add-date", N_ ("Add: Date"), "d", TRUE },
  { "questionnaire.add-text", N_ ("Add: Free Words"), "t", TRUE },
  { "questionnaire.add-info", N_ ("Add: Information"), "i", TRUE },
  { "questionnaire.add-section", N_ ("Add: Section"), "h", TRUE },
};

const CltCommandGroup clt_questionnaire_commands = { N_ ("Questionnaires"), commands,
                                                     G_N_ELEMENTS (commands) };
