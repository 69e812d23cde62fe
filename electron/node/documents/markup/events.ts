import type { Attributes, MarkupHandler } from './sax.ts';

/** What a parser tells a `MarkupHandler`, kept to be told later. */
export type MarkupEvent =
  | { readonly type: 'open'; readonly name: string; readonly attributes: Attributes }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'close'; readonly name: string };

export function tell(handler: MarkupHandler, events: readonly MarkupEvent[]): void {
  for (const event of events) {
    if (event.type === 'open') handler.open(event.name, event.attributes);
    else if (event.type === 'text') handler.text(event.text);
    else handler.close(event.name);
  }
}

export const open = (name: string, attributes: Attributes = {}): MarkupEvent => ({
  type: 'open',
  name,
  attributes,
});
export const close = (name: string): MarkupEvent => ({ type: 'close', name });

export const textOf = (events: readonly MarkupEvent[]): string =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('');
