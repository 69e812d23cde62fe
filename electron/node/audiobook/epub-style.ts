/** The class that a reading system puts on the sentence being said. */
export const ACTIVE_CLASS = '-epub-media-overlay-active';

/** Little of it: the reading system and the person have their own taste. */
export const STYLE_SHEET = `.${ACTIVE_CLASS} { background-color: #fde68a; color: #1c1917; }
.verse { margin-left: 2em; }
.caption, figcaption { font-size: 0.9em; }
.smallcaps { font-variant: small-caps; }
.noteref { font-size: 0.75em; vertical-align: super; }
figure { margin: 1em 0; text-align: center; }
img { max-width: 100%; }
.missing { font-style: italic; }
.missing::before { content: "[" attr(aria-label) "]"; }
pre { white-space: pre-wrap; }
aside { font-size: 0.9em; }
li[data-marker] { list-style: none; }
li[data-marker]::before { content: attr(data-marker) " "; float: left; margin-left: -2.5em; }
`;
