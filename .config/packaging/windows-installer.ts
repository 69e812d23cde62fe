/**
 * What the Windows installer does besides: "Open with" for our formats, and `lectern:` links. electron-builder's own file
 * associations would make Lectern the program for every .txt and .html; this only adds it to the choice.
 */
import { FILE_KINDS } from './formats.ts';

const CLASSES = 'SHELL_CONTEXT "Software\\Classes';
const DOCUMENT = 'Lectern.Document';
const PROGRAM = '$INSTDIR\\Lectern.exe';

const extensions = Object.values(FILE_KINDS)
  .flat()
  .flatMap((kind) => kind.extensions);

/** @returns the text of an NSIS include with the two macros that electron-builder's installer looks for. */
export function installerMacros(): string {
  const write = (key: string, name: string, value: string) =>
    `  WriteRegStr ${CLASSES}\\${key}" "${name}" '${value}'`;
  const command = `"${PROGRAM}" "%1"`;
  return [
    '!macro customInstall',
    write(DOCUMENT, '', 'Document'),
    write(`${DOCUMENT}\\DefaultIcon`, '', `${PROGRAM},0`),
    write(`${DOCUMENT}\\shell\\open\\command`, '', command),
    ...extensions.map((extension) => write(`.${extension}\\OpenWithProgids`, DOCUMENT, '')),
    write('lectern', '', 'URL:Lectern'),
    write('lectern', 'URL Protocol', ''),
    write('lectern\\shell\\open\\command', '', command),
    '!macroend',
    '',
    '!macro customUnInstall',
    ...[DOCUMENT, 'lectern'].map((key) => `  DeleteRegKey ${CLASSES}\\${key}"`),
    ...extensions.map(
      (extension) => `  DeleteRegValue ${CLASSES}\\.${extension}\\OpenWithProgids" "${DOCUMENT}"`,
    ),
    '!macroend',
    '',
  ].join('\n');
}
