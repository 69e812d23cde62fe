/**
 * The endings of files that are offered where one is chosen. What a file is its content tells, whatever it is called;
 * a zip archive may hold a FictionBook.
 */
export const DOCUMENT_ENDINGS = [
  'epub',
  'pdf',
  'docx',
  'docm',
  'dotx',
  'odt',
  'ott',
  'fodt',
  'rtf',
  'fb2',
  'zip',
  'md',
  'markdown',
  'txt',
  'text',
] as const;
