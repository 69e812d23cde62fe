/** What the harness page reads: 30 sentences in 10 sections. */
export const SENTENCES = Array.from({ length: 30 }, (_, n) => `Here is sentence ${n + 1} of thirty.`);
export const PARAGRAPHS = Array.from({ length: 10 }, (_, n) => SENTENCES.slice(3 * n, 3 * n + 3).join(' '));
export const PAUSES = { pauseSentence: 0.05, pauseParagraph: 0.1, pauseHeading: 0.2 };
