/** The data of every server-sent event of a body, in order, as a strict reader of the plain form sees it. */
export function eventsOf(body: string): string[] {
  const events = body.split('\n\n');
  if (events.pop() !== '') throw new Error('the last event has no end');
  return events.map((event) => {
    const [, data] = /^data: ([^\n]*)$/.exec(event) ?? [];
    if (data === undefined) throw new Error(`no plain event: ${event.slice(0, 100)}`);
    return data;
  });
}
