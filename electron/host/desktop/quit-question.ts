/** What is asked where the program is to end while audiobooks are being made. */

export interface Question {
  readonly message: string;
  readonly detail: string;
  /** The first ends the program, the second does not. */
  readonly buttons: readonly [string, string];
}

/** @param titles Of the exports at work. @param tray A hidden window comes back by its icon. @returns null: nothing to ask. */
export function quitQuestion(titles: readonly string[], tray: boolean): Question | null {
  const [title, ...more] = titles;
  if (title === undefined) return null;
  return {
    message:
      more.length === 0
        ? `The audiobook “${title}” is being made.`
        : `${titles.length} audiobooks are being made.`,
    detail: 'What is finished is kept: it goes on from there when Lectern is started again.',
    buttons: ['Quit and go on next time', tray ? 'Keep running in the tray' : 'Keep running'],
  };
}
