/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* XML from a stream, by expat, as untrusted input: no document type (so no entities of its own),
 * bounded depth and token length. Names come without their namespace prefix; extension lists and
 * fallbacks for older programs are passed over. */

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CltXml CltXml;

typedef struct
{
  /* @attributes: name, value, …, NULL; see clt_xml_get_attribute(). */
  void (*start) (gpointer data, const char *name, const char **attributes);
  void (*end) (gpointer data, const char *name);
  void (*text) (gpointer data, const char *text, gsize length);
} CltXmlHandlers;

/* Fills @buffer. Returns: bytes, 0 at the end, -1 on error. */
typedef gssize (*CltXmlRead) (gpointer data, void *buffer, gsize size, GError **error);

CltXml *
clt_xml_new (const CltXmlHandlers *handlers, gpointer data, CltXmlRead read, gpointer read_data);
void clt_xml_free (CltXml *xml);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CltXml, clt_xml_free)
/* The text is UTF-8 whatever its declaration says. */
void clt_xml_set_utf8 (CltXml *xml);
/* Reads on until a handler pauses (1) or the end (0). -1: error, CLT_EXCHANGE_ERROR. */
int clt_xml_run (CltXml *xml, GError **error);
/* For handlers. */
void clt_xml_pause (CltXml *xml);
void clt_xml_fail (CltXml *xml, GError *error);
/* The value of the attribute with this local name, NULL: absent. */
const char *clt_xml_get_attribute (const char **attributes, const char *name);

G_END_DECLS
