/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exchange/clt-xml.h"

#include <expat.h>
#include <string.h>

#include "core/base/clt-i18n.h"
#include "core/exchange/clt-source.h"

#define CHUNK (64 * 1024)
#define MAX_DEPTH 200
/* expat reads a token that does not end again with every chunk */
#define MAX_TOKEN (2 * 1024 * 1024)

struct _CltXml
{
  XML_Parser parser;
  const CltXmlHandlers *handlers;
  gpointer data;
  CltXmlRead read;
  gpointer read_data;
  guint64 fed;
  guint depth;
  guint skip; /* depth at which a subtree to be passed over began; 0: none */
  gboolean paused;
  gboolean at_end;
  GError *error;
};

static const char *
get_local_name (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

const char *
clt_xml_get_attribute (const char **attributes, const char *name)
{
  for (guint i = 0; attributes[i] != NULL; i += 2)
    if (g_str_equal (get_local_name (attributes[i]), name))
      return attributes[i + 1];
  return NULL;
}

void
clt_xml_fail (CltXml *xml, GError *error)
{
  if (xml->error == NULL)
    xml->error = error;
  else
    g_error_free (error);
  XML_StopParser (xml->parser, XML_FALSE);
}

void
clt_xml_pause (CltXml *xml)
{
  xml->paused = TRUE;
  XML_StopParser (xml->parser, XML_TRUE);
}

static void
fail_limit (CltXml *xml)
{
  clt_xml_fail (xml, g_error_new_literal (CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_LIMIT,
                                          _ ("The file is nested or packed as no real one is, so "
                                             "it is not read.")));
}

static void XMLCALL
on_start_cb (void *data, const XML_Char *name, const XML_Char **attributes)
{
  CltXml *xml = data;
  const char *local = get_local_name (name);

  if (xml->error != NULL)
    return;
  if (++xml->depth > MAX_DEPTH)
    fail_limit (xml);
  else if (xml->skip > 0)
    return;
  else if (g_str_equal (local, "extLst") || g_str_equal (local, "Fallback"))
    xml->skip = xml->depth;
  else
    xml->handlers->start (xml->data, local, attributes);
}

static void XMLCALL
on_end_cb (void *data, const XML_Char *name)
{
  CltXml *xml = data;

  if (xml->error != NULL)
    return;
  if (xml->skip == 0)
    xml->handlers->end (xml->data, get_local_name (name));
  else if (xml->skip == xml->depth)
    xml->skip = 0;
  xml->depth--;
}

static void XMLCALL
on_text_cb (void *data, const XML_Char *text, int length)
{
  CltXml *xml = data;

  if (xml->error == NULL && xml->skip == 0)
    xml->handlers->text (xml->data, text, length);
}

static void XMLCALL
on_doctype_cb (void *data,
               const XML_Char *name,
               const XML_Char *system_id,
               const XML_Char *public_id,
               int has_internal_subset)
{
  clt_xml_fail (data, g_error_new_literal (
                        CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_UNREADABLE,
                        _ ("The file defines entities of its own, which no spreadsheet program "
                           "writes, so it is not read.")));
}

CltXml *
clt_xml_new (const CltXmlHandlers *handlers, gpointer data, CltXmlRead read, gpointer read_data)
{
  CltXml *xml = g_new0 (CltXml, 1);

  xml->parser = XML_ParserCreate (NULL);
  xml->handlers = handlers;
  xml->data = data;
  xml->read = read;
  xml->read_data = read_data;
  XML_SetUserData (xml->parser, xml);
  XML_SetElementHandler (xml->parser, on_start_cb, on_end_cb);
  XML_SetCharacterDataHandler (xml->parser, on_text_cb);
  XML_SetStartDoctypeDeclHandler (xml->parser, on_doctype_cb);
  return xml;
}

void
clt_xml_set_utf8 (CltXml *xml)
{
  XML_SetEncoding (xml->parser, "UTF-8");
}

void
clt_xml_free (CltXml *xml)
{
  XML_ParserFree (xml->parser);
  g_clear_error (&xml->error);
  g_free (xml);
}

static int
fail_parse (CltXml *xml, GError **error)
{
  if (xml->error != NULL)
    g_propagate_error (error, g_steal_pointer (&xml->error));
  else
    g_set_error (error, CLT_EXCHANGE_ERROR, CLT_EXCHANGE_ERROR_UNREADABLE,
                 /* Translators: a line number and the parser's reason, in English. */
                 _ ("The file is damaged at line %lu of its XML (%s). Get the file again or save "
                    "it anew in Excel."),
                 (gulong) XML_GetCurrentLineNumber (xml->parser),
                 XML_ErrorString (XML_GetErrorCode (xml->parser)));
  return -1;
}

static enum XML_Status
feed (CltXml *xml, GError **error)
{
  void *buffer = XML_GetBuffer (xml->parser, CHUNK);
  gssize n;

  if (buffer == NULL)
    return XML_STATUS_ERROR;
  n = xml->read (xml->read_data, buffer, CHUNK, error);
  if (n < 0)
    return XML_STATUS_ERROR;
  xml->at_end = n == 0;
  xml->fed += n;
  return XML_ParseBuffer (xml->parser, n, n == 0);
}

int
clt_xml_run (CltXml *xml, GError **error)
{
  GError *read_error = NULL;

  for (;;)
    {
      enum XML_Status status;
      XML_Index done;

      if (xml->paused)
        {
          xml->paused = FALSE;
          status = XML_ResumeParser (xml->parser);
        }
      else if (xml->at_end)
        return 0;
      else
        status = feed (xml, &read_error);
      if (read_error != NULL)
        {
          g_propagate_error (error, read_error);
          return -1;
        }
      if (xml->error != NULL || status == XML_STATUS_ERROR)
        return fail_parse (xml, error);
      if (status == XML_STATUS_SUSPENDED)
        return 1;
      done = XML_GetCurrentByteIndex (xml->parser);
      if (done >= 0 && xml->fed > (guint64) done + MAX_TOKEN)
        {
          fail_limit (xml);
          return fail_parse (xml, error);
        }
    }
}
