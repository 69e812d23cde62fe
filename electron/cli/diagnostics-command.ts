import { diagnosticsText, type Diagnostics } from '../core/diagnostics.ts';
import { readArguments, usage } from './arguments.ts';
import { helpPage } from './help.ts';
import type { Terminal } from './terminal.ts';

/** `lectern diagnostics`: what can be handed to somebody who helps. */
export async function diagnosticsCommand(
  args: readonly string[],
  terminal: Terminal,
  diagnose: () => Promise<Diagnostics>,
): Promise<void> {
  const { values, positionals } = readArguments('diagnostics', args, {
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return terminal.out(helpPage('diagnostics'));
  if (positionals.length > 0) throw usage('lectern diagnostics takes no arguments.');
  const found = await diagnose();
  await terminal.out(values.json ? `${JSON.stringify(found)}\n` : diagnosticsText(found));
}
