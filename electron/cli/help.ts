/** What `--help` prints. */
import { EXIT, EXIT_MEANINGS } from './exit-codes.ts';

export const COMMANDS = ['open', 'serve', 'say', 'export', 'text', 'voices', 'diagnostics'] as const;
export type CommandName = (typeof COMMANDS)[number];

const ENVIRONMENT = `Environment:
  TOGETHER_API_KEY    the key of the speech service; without one the embedded voice speaks
  TOGETHER_BASE_URL   another address of the service (http:// means ws://)
  LECTERN_HOME        one folder for all data: library, settings, stored speech
  LECTERN_DEBUG       1: tell faults of Lectern's own in full`;

const exitCodes = () =>
  Object.entries(EXIT_MEANINGS)
    .map(([name, meaning]) => `  ${String(EXIT[name as keyof typeof EXIT]).padStart(3)}  ${meaning}`)
    .join('\n');

const PAGES: Readonly<Record<CommandName, string>> = {
  open: `Lectern reads documents aloud.

Usage:
  lectern [FILE] [--web]           open the application, with a document: a file, or a web address (https://…)
  lectern serve [options]          the application for a browser on this machine
  lectern say TEXT | --file FILE   speech as a WAV file, or through the speakers
  lectern export BOOK -o OUT       a book as an audiobook
  lectern text FILE                what would be read
  lectern voices                   the voices that can speak now, and what they cost
  lectern diagnostics              how the program fares, and what speech cost this month
  lectern COMMAND --help           more about one of them
  lectern --version

Options:
  --web   the window in your browser, even though Electron could open it

In the program that is running, or a new one (for a desktop's own keyboard settings; links lectern://NAME do the same):
  --read-clipboard    read what was copied; once more: pause, and go on
  --read-selection    read what is selected (Linux)
  --queue-clipboard   read what was copied after what is read now
  --pause             pause, or go on
  --stop              stop
  --show-pill         show the small player, and give it the keyboard

Without Electron's program, a display or a usable sandbox, the window is served to your browser, and its address
printed.
A file with the name of a command is opened as ./NAME.

${ENVIRONMENT}

Exit codes:
${exitCodes()}
`,
  serve: `Usage: lectern serve [FILE] [options]

Serves the application to a browser on this machine, and prints its address. Ends with Ctrl-C.

Options:
  --port N          the port of the window (default: any that is free)
  --speech-port N   also open the embedded voice on this port of 127.0.0.1, as a local stand-in for Together AI's
                    API; 0: any that is free. Programs use it with the printed address and key.
  --json            the first line is {"url", "speechUrl", "speechKey"}; the last two are null without --speech-port

${ENVIRONMENT}
`,
  say: `Usage: lectern say TEXT [options]
       lectern say --file FILE [options]

Speaks a text, or all that a document has to be read: by your settings, and by what you chose for it in the
window.

Options:
  -f, --file FILE      a document, or a web address, instead of a text
  -o, --output OUT     write a WAV file (24,000 Hz, 16 bit, mono); without it, play through the speakers
  -v, --voice VOICE    a voice by its id or name, as "lectern voices" lists them; voices of Kokoro can be mixed, with
                       weights: "af_bella(2)+af_heart(1)"
  -l, --language TAG   the language of the text (en, de, pt-BR …), whatever the document says; without it, that of
                       the document, or what can be told from the text
  -s, --speed S        0.5 to 4, at the same pitch (default: 1)
      --notes HOW          skip, inline (after their sentence) or after (after their paragraph)
      --tables, --code     read them
  -w, --words WORDS    write the times of all words as JSON:
                       [{"word", "start", "end", "block", "from", "to"}], seconds in the sound, and where the word
                       stands in that block's text (UTF-16; for TEXT: block 0)

${ENVIRONMENT}
`,
  export: `Usage: lectern export BOOK… -o OUT [options]

Makes audiobooks of files and of what is at web addresses: mp3 with chapters, tags and cover, or the spoken text with
its times. What was heard or exported before is not spoken again. Ctrl-C pauses; the same command goes on where it
stopped, also after a crash.

Options:
  -o, --output OUT      a file (book.mp3), or a folder where there are several
  -n, --dry-run         list the chapters with their numbers, lengths and cost; export nothing
  -c, --chapters LIST   2-5,8: numbers as --dry-run prints them (default: those that it marks with +)
      --split HOW       "chapter": a file for each; 60m: files of about so many minutes, cut between chapters
  -f, --format FORMS    mp3, srt, vtt, lrc, epub, several with commas (default: the ending of OUT, else mp3);
                        epub is an EPUB 3 that reads itself aloud (media overlays)
  -v, --voice VOICE     a voice by its id or name, as "lectern voices" lists them
  -b, --bitrate B       48, 64, 80, 96, 112 or 128 kbit/s, or V0 to V9 for variable (default: 64)
      --encoder E       wasm or lamejs (default: wasm)
      --sample-rate HZ  24000, 44100 or 48000 (default: 24000, as the voices speak)
      --loudness LUFS   -31 to -12, or "off" (default: -18)
      --id3-version N   4 (ID3v2.4) or 3 (ID3v2.3, for old players)
      --title, --author, --narrator, --year
                        instead of what the book says
      --json            for each book one line: {"book", "files", "characters", "bought", "cost"}; with --dry-run
                        {"book", "title", "authors", "chapters": [{"number", "title", "depth", "characters", "stored",
                        "minutes", "cost", "exported", "leftOut"}], …}

${ENVIRONMENT}
`,
  text: `Usage: lectern text FILE [options]

Prints what would be read of a file or a web address, a block a paragraph: by your settings, and by what you chose
for this document in the window.

Options:
  -l, --language TAG   the language of the text, whatever the document says
      --notes HOW          skip, inline (after their sentence) or after (after their paragraph)
      --tables, --code     read them
      --json           all blocks, also those that are skipped and why:
                       {"metadata", "toc": [{"title", "block", "children"}],
                        "blocks": [{"kind", "text", "spoken", "reason", "language", "sentences": [[from, to]]}]}
`,
  voices: `Usage: lectern voices [--json]

Lists the voices that can speak now: those of Together AI where a key is there, and the embedded ones. A line has the
voice's id, name, languages, model and price; --json gives the same as a list of objects, a price that is not known as
null ("pricePerMillion": US dollars for a million characters). The service's own list is asked for once a day.
`,
  diagnostics: `Usage: lectern diagnostics [--json]

Prints what helps to find out what is wrong: versions, who speaks and in what state, stored speech, what speech cost
this month by model, and the last errors of this run. There is no key, no text or title of a document and no path in it.
`,
};

export function helpPage(command: CommandName): string {
  return PAGES[command];
}
