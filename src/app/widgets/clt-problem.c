/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/clt-problem.h"

#include "core/base/clt-i18n.h"
#include "core/store/clt-conn.h"

typedef struct
{
  CltStoreError code;
  const char *title;
  const char *body;
} Explanation;

/* Of a file; of rows in it, core's own sentence says which one is not there. */
static const Explanation file_explanations[] = {
  { CLT_STORE_ERROR_NOT_FOUND, N_ ("It is no longer there"),
    N_ ("It may have been moved, renamed or deleted. Nothing was changed.") },
  { CLT_STORE_ERROR_EXISTS, N_ ("A file of this name already exists"),
    N_ ("It was left as it is. Choose another name, or open it.") },
};

static const Explanation explanations[] = {
  { CLT_STORE_ERROR_BUSY, N_ ("Another program is writing to this file"),
    N_ ("Nothing was changed. Try again when it has finished.") },
  { CLT_STORE_ERROR_NOT_OURS, N_ ("This is not a branch file"),
    N_ ("The file was left as it is. To bring in an export of the trading system, open a branch "
        "first and choose Import.") },
  { CLT_STORE_ERROR_SCHEMA_TOO_NEW, N_ ("This file was written by a newer version"),
    N_ ("The file was left as it is. Update this program, then open the file again.") },
  { CLT_STORE_ERROR_CORRUPT, N_ ("This file is damaged"),
    N_ ("Do not work on with it. Restore the newest backup from the folder beside it, whose name "
        "ends in “-backups”.") },
  { CLT_STORE_ERROR_FULL, N_ ("There is no space left on the disk"),
    N_ ("Nothing was changed. Free some space and try again.") },
  { CLT_STORE_ERROR_READ_ONLY, N_ ("This file may not be written"),
    N_ ("Nothing was changed. Ask for the right to write the file and its folder.") },
  { CLT_STORE_ERROR_NETWORK, N_ ("This file is on a network share"),
    N_ ("Branch files work on local disks only, because network shares do not keep several writers "
        "apart. Copy the file to a local disk and open it there.") },
  { CLT_STORE_ERROR_NOTHING, N_ ("There is nothing to undo or redo"), N_ ("Nothing was changed.") },
};

/* (nullable) */
static const Explanation *
find_explanation (const GError *error, const char *path)
{
  for (guint i = 0; path != NULL && i < G_N_ELEMENTS (file_explanations); i++)
    if (g_error_matches (error, CLT_STORE_ERROR, (int) file_explanations[i].code))
      return &file_explanations[i];
  for (guint i = 0; i < G_N_ELEMENTS (explanations); i++)
    if (g_error_matches (error, CLT_STORE_ERROR, (int) explanations[i].code))
      return &explanations[i];
  return NULL;
}

CltProblem *
clt_problem_new (const GError *error, const char *path)
{
  CltProblem *problem = g_new0 (CltProblem, 1);
  const Explanation *explanation;

  g_return_val_if_fail (error != NULL, problem);

  explanation = find_explanation (error, path);
  problem->title =
    g_strdup (explanation == NULL ? _ ("That did not work") : _ (explanation->title));
  if (explanation == NULL)
    problem->body = g_strdup (error->message);
  else if (path == NULL)
    problem->body = g_strdup (_ (explanation->body));
  else
    problem->body = g_strdup_printf ("%s\n\n%s", _ (explanation->body), path);
  return problem;
}

void
clt_problem_free (CltProblem *problem)
{
  g_free (problem->title);
  g_free (problem->body);
  g_free (problem);
}

void
clt_problem_show (const GError *error, const char *path, AdwStatusPage *page)
{
  g_autoptr (CltProblem) problem = clt_problem_new (error, path);
  g_autofree char *body = g_markup_escape_text (problem->body, -1);

  adw_status_page_set_title (page, problem->title);
  /* of the two only this one is read as markup */
  adw_status_page_set_description (page, body);
}

char *
clt_problem_dup_sentence (const GError *error)
{
  g_autoptr (CltProblem) problem = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  /* These carry what stands in the way, which value is wrong, or what is not there. */
  if (g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_IN_THE_WAY) ||
      g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_INVALID) ||
      g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_NOT_FOUND) ||
      g_error_matches (error, CLT_STORE_ERROR, CLT_STORE_ERROR_EXISTS))
    return g_strdup (error->message);
  problem = clt_problem_new (error, NULL);
  /* Translators: what happened, then what to do. */
  return g_strdup_printf (C_ ("problem", "%s. %s"), problem->title, problem->body);
}
