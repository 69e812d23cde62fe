/**
 * The file by which a Linux desktop starts a program at login.
 * https://specifications.freedesktop.org/autostart-spec/latest/ and .../desktop-entry-spec/latest/exec-variables.html
 */

/** By this line a file is known to be ours: only such a one is changed or removed. */
export const OURS = 'X-Lectern-Autostart=true';

/** @param command The program and its arguments, each as it is meant: quoted here. */
export function autostartEntry(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Lectern',
    'Comment=Reads aloud',
    `Exec=${command.map(quoted).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    OURS,
    '',
  ].join('\n');
}

/**
 * An argument between double quotes. Inside them ", `, $ and \ are escaped; then the file's own rule for strings doubles
 * each backslash once more; and a lone % would begin a field code.
 */
const quoted = (argument: string): string =>
  `"${argument
    .replaceAll(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`;
