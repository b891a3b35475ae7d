/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reading of a person's or firm's name, surname readings first (单 shan, 曾 zeng, 尉迟 yuchi …),
 * without tones, lower case, ü as v. Characters without a reading stay as they are, blanks go.
 * Table lookups only, no ICU at run time; any thread, O(length). (transfer full) */
char *clt_pinyin_full (const char *name);     /* "zeng wei" joined: "zengwei" */
char *clt_pinyin_initials (const char *name); /* "zw" */

/* clt_pinyin_keys:
 * @full: (out): "yueming leming lvming luming": every reading that people may type, the likeliest
 *   first, separated by blanks
 * @initials: (out): likewise, "ym lm"
 *
 * What the search keeps of a name: surnames read in two ways (乐, 覃, 员 …) and ü typed as u. */
void clt_pinyin_keys (const char *name, char **full, char **initials);

/* Key that sorts names as Chinese readers expect, compared byte by byte: character by character,
 * each by its syllable, then by itself; so one surname stays together. */
char *clt_pinyin_sort_key (const char *name);
/* The reading of one character, as in the middle of a word. Returns: (transfer none): "" when it
 * has none. */
const char *clt_pinyin_of_character (gunichar c);

G_END_DECLS
