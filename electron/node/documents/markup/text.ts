import { isBlock, isLeftOut, typesOf } from './elements.ts';
import { parseMarkup } from './sax.ts';

/** The words of a scrap of HTML, without its tags, scripts and comments. */
export function markupText(source: string): string {
  let text = '';
  let leftOut = 0;
  const space = (name: string) => {
    if (isBlock(name) || name === 'br' || name === 'td' || name === 'th') text += ' ';
  };
  parseMarkup(
    source,
    {
      open(name, attributes) {
        if (leftOut > 0 || isLeftOut(name, attributes, typesOf(attributes))) leftOut++;
        else space(name);
      },
      text(piece) {
        if (leftOut === 0) text += piece;
      },
      close(name) {
        if (leftOut > 0) leftOut--;
        else space(name);
      },
    },
    'html',
  );
  return text;
}
