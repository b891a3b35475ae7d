/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs at build time only: asks ICU for the reading of every Han character and writes the table
 * that clt-pinyin.c looks up, so that the program itself needs no ICU (opening a transliterator
 * costs about as much as the rest of a start).
 *
 * Usage: gen-pinyin > clt-pinyin-table.c */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define MAX_SYLLABLES 600

static const struct
{
  int first, last;
} ranges[] = { { 0x3400, 0x4dbf }, { 0x4e00, 0x9fff }, { 0xf900, 0xfaff } };

static char syllables[MAX_SYLLABLES][8] = { "" };
static int n_syllables = 1;

static int
find_syllable (const char *text)
{
  for (int i = 0; i < n_syllables; i++)
    if (strcmp (syllables[i], text) == 0)
      return i;
  if (n_syllables == MAX_SYLLABLES || strlen (text) >= sizeof syllables[0])
    {
      fprintf (stderr, "gen-pinyin: no room for “%s”\n", text);
      exit (1);
    }
  strcpy (syllables[n_syllables], text);
  return n_syllables++;
}

/* Plain letters: tone marks off, ü as v. "" when ICU left anything else (no reading). */
static void
to_letters (const UChar *text, int length, char *out)
{
  int n = 0;

  for (int i = 0; i < length && n < 7; i++)
    {
      if (text[i] >= 'a' && text[i] <= 'z')
        out[n++] = (char) text[i];
      else if (text[i] == 0x308 && n > 0 && out[n - 1] == 'u')
        out[n - 1] = 'v';
      else if (text[i] == 0x302 || text[i] < 0x300 || text[i] > 0x36f)
        {
          n = 0;
          break;
        }
    }
  out[n] = '\0';
}

static int
read_character (UTransliterator *icu, int code)
{
  UChar text[64] = { (UChar) code, 0 };
  int32_t length = 1, limit = 1;
  UErrorCode status = U_ZERO_ERROR;
  char letters[8];

  utrans_transUChars (icu, text, &length, 64, 0, &limit, &status);
  if (U_FAILURE (status))
    {
      fprintf (stderr, "gen-pinyin: U+%04X: %s\n", (unsigned) code, u_errorName (status));
      exit (1);
    }
  to_letters (text, length, letters);
  return find_syllable (letters);
}

int
main (void)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar id[32];
  UTransliterator *icu;

  u_uastrcpy (id, "Han-Latin; NFD; Lower");
  icu = utrans_openU (id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
  if (U_FAILURE (status))
    {
      fprintf (stderr, "gen-pinyin: cannot open Han-Latin: %s\n", u_errorName (status));
      return 1;
    }

  puts ("/* Written by gen-pinyin. */\n#include \"core/base/clt-pinyin-table.h\"\n");
  puts ("const CltPinyinRange clt_pinyin_ranges[] = {");
  for (unsigned i = 0, start = 0; i < sizeof ranges / sizeof *ranges; i++)
    {
      printf ("  { 0x%x, 0x%x, %u },\n", (unsigned) ranges[i].first, (unsigned) ranges[i].last,
              start);
      start += (unsigned) (ranges[i].last - ranges[i].first + 1);
    }
  puts ("};\n\nconst guint16 clt_pinyin_readings[] = {");
  for (unsigned i = 0; i < sizeof ranges / sizeof *ranges; i++)
    for (int code = ranges[i].first; code <= ranges[i].last; code++)
      printf ("%d,%s", read_character (icu, code), code % 16 == 15 ? "\n" : "");
  puts ("};\n\nconst char clt_pinyin_syllables[][8] = {");
  for (int i = 0; i < n_syllables; i++)
    printf ("  \"%s\",\n", syllables[i]);
  puts ("};");
  utrans_close (icu);
  return 0;
}
