import { modelOf, priceText } from '../core/speech/catalogue.ts';
import type { Voice } from '../core/speech/types.ts';
import { readArguments, usage } from './arguments.ts';
import { helpPage } from './help.ts';
import type { Terminal } from './terminal.ts';

/** `lectern voices`: who can speak now, by which model, and what it costs. */
export async function voicesCommand(
  args: readonly string[],
  terminal: Terminal,
  listVoices: () => Promise<readonly Voice[]>,
): Promise<void> {
  const { values, positionals } = readArguments('voices', args, {
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (values.help) return terminal.out(helpPage('voices'));
  if (positionals.length > 0) throw usage('lectern voices takes no arguments.');
  const voices = await listVoices();
  if (values.json) return terminal.out(`${JSON.stringify(voices)}\n`);
  const rows = voices.map((voice) => [
    voice.voice,
    voice.name,
    voice.languages.join(' '),
    modelOf(voice.model)?.name ?? voice.model,
    priceText(voice.pricePerMillion),
    [voice.gender, voice.offline ? 'offline' : 'cloud', voice.wordTimes ? 'word times' : null]
      .filter(Boolean)
      .join(', '),
  ]);
  const width = (column: number) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0));
  const widths = [0, 1, 2, 3, 4].map(width);
  for (const row of rows) {
    await terminal.out(
      `${row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    );
  }
}
