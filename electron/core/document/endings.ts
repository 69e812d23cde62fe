/**
 * Endings of the files that Lectern reads, without the dot: for dialogs, which filter by them. What a file is, its bytes
 * tell; a zip archive may hold a FictionBook.
 */
export const DOCUMENT_ENDINGS = [
  'pdf',
  ...['epub', 'mobi', 'azw', 'azw3', 'prc', 'fb2', 'fbz', 'zip'],
  ...['docx', 'docm', 'dotx', 'odt', 'ott', 'fodt', 'rtf'],
  ...['html', 'htm', 'xhtml', 'mhtml', 'mht'],
  ...['md', 'markdown', 'txt', 'text'],
  ...['srt', 'vtt', 'lrc'],
] as const;

/** The same, as words for a person. */
export const DOCUMENT_KINDS = 'PDF, EPUB, Word, web pages, Kindle books without DRM, Markdown, text and more';
