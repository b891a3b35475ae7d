/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reading of a person's or firm's name, surname readings first (单 shan, 曾 zeng, 尉迟 yuchi …),
 * without tones, lower case. Characters without a reading stay as they are. Table lookups only,
 * no ICU at run time. (transfer full) */
char *clt_pinyin_full (const char *name);     /* "zeng wei" joined: "zengwei" */
char *clt_pinyin_initials (const char *name); /* "zw" */
/* Key that sorts names as Chinese readers expect (syllable by syllable, then by character). */
char *clt_pinyin_sort_key (const char *name);

G_END_DECLS
