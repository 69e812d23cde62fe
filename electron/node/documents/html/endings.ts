/** What pages put between and after their paragraphs to lead readers on: known by its words, in the languages of most pages. */

const phrases = (...lists: readonly string[]) => `(?:${lists.join('|')})`;

const OTHER_PAGES = phrases(
  'related(?: (?:posts?|articles?|stor(?:y|ies)|news|content|reading|links?|topics?|coverage|video))?',
  'read (?:more|also|next|this next|the full story)',
  'see (?:also|more)',
  '(?:also|must) read',
  'more (?:from|on|stories|news|great|in|about) ?[^.!?]{0,60}',
  'you (?:may|might)(?: also)? (?:also )?(?:like|enjoy|be interested in)',
  "don[’']t miss",
  'recommended(?: for you| reading)?',
  'most (?:read|popular|viewed)',
  'trending(?: now)?',
  'up next',
  'in case you missed it',
  'further reading',
  'lesen sie (?:auch|mehr|hier)[^.!?]{0,40}',
  'mehr (?:zum thema|dazu|lesen)',
  'das könnte (?:sie|dich) auch interessieren',
  '(?:à )?lire (?:aussi|la suite|également)',
  'sur le même sujet',
  'lea? (?:también|más)',
  'te puede interesar',
  'leggi anche',
  'potrebbe interessarti',
  'leia (?:também|mais)',
  'veja também',
  'lees ook',
  'läs (?:också|även)',
  'læs også',
  'les også',
  'czytaj (?:też|także)',
  'читайте также',
  '関連記事',
  '相关阅读',
);
const ASKING = phrases(
  '(?:click here to )?subscribe',
  'sign up',
  'newsletter',
  '(?:follow|like|find|join) (?:us|me|our|[^.]{1,40} on (?:twitter|facebook|instagram|youtube|x|mastodon|linkedin|telegram|whatsapp))',
  'share (?:this(?: (?:post|article|story|page|on|via|with)|[:.!]?$)|on|via)',
  'share$',
  'tweet(?: this)?$',
  'get (?:breaking|the latest|our|more|the day)[^.]{0,60}(?:news|newsletter|e-?mail|alerts|inbox|stories)',
  'join (?:our|the) [^.]{0,40}(?:forum|community|newsletter|channel|discussion|conversation)',
  'support (?:us$|our (?:work|journalism|site)|independent)',
  'puedes seguir a',
  's[ií]gue(?:nos| a)',
  'siga(?:-nos| o| a)',
  'suivez(?:-nous)?',
  'folgen sie',
  'folge uns',
  'seguici',
  'volg ons',
  'följ oss',
  'obserwuj nas',
  'подписывайтесь',
  'donate',
  'click to tweet',
  'download (?:our|the) app',
  'leave a (?:comment|reply)',
  'advertisement$',
  '(?:story|article) continues below[^.]*$',
  'abonnieren',
  'newsletter bestellen',
  'abonnez-vous',
  'suscríbete',
  'iscriviti',
  'assine',
);
const ABOUT = phrases(
  'about the (?:author|writer|contributor)s?',
  '(?:the )?author',
  'comments?(?: \\(?\\d+\\)?)?',
  '\\d+ (?:comments?|responses|replies)',
  'leave a (?:comment|reply)',
  'share this(?: (?:post|article|story))?',
  'tags',
  'filed under',
  'über (?:den autor|die autorin)',
  'kommentare',
  'commentaires',
  'comentarios',
  'commenti',
  'комментарии',
);

const STARTS_ELSEWHERE = new RegExp(`^[^\\p{L}]{0,3}${OTHER_PAGES}(?:\\s*[:–—|»>-]|$|\\s)`, 'iu');
const STARTS_ASKING = new RegExp(`^[^\\p{L}]{0,3}${ASKING}`, 'iu');
const HEADS_AWAY = new RegExp(`^[^\\p{L}\\d]{0,3}(?:${OTHER_PAGES}|${ASKING}|${ABOUT})[^\\p{L}]*$`, 'iu');

/** "Related: Ten ways to …", "READ MORE". Other paragraphs may begin so, too: it counts only with a link in it. */
export const leadsElsewhere = (text: string): boolean => text.length < 300 && STARTS_ELSEWHERE.test(text);

/** "Subscribe to our newsletter", "Follow us on Twitter", "Advertisement". */
export const asksReader = (text: string): boolean => text.length < 260 && STARTS_ASKING.test(text);

/** A heading of what is no part of the text: "About the author", "You may also like", "12 comments". */
export const headsAway = (text: string): boolean => text.length < 90 && HEADS_AWAY.test(text);

/** "By Jane Doe", "Published: 19 Nov 2019, 10:48", "5 min read". */
export const isDateline = (text: string): boolean =>
  text.length < 140 &&
  (/^[^\p{L}\d]{0,3}(?:published|updated|posted|last (?:updated|modified)|first published|veröffentlicht|publié|publicado|pubblicato|опубликовано)\b/iu.test(
    text,
  ) ||
    /^(?:by|von|par|por|di|av|door)\s+\p{Lu}[^.!?]{1,100}$/u.test(text) ||
    /^\d{1,2} min(?:ute)?s?(?: read)?$/i.test(text) ||
    isDate(text));

const MONTH =
  '(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|de (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro))[\\p{L}.]*';
const DATE = new RegExp(
  `(?:${MONTH}\\s+\\d{1,2}(?:st|nd|rd|th)?,?\\s+\\d{4}|\\d{1,2}\\.?(?:st|nd|rd|th)?\\s+${MONTH}(?:\\s+de)?,?\\s+\\d{4}|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4})`,
  'iu',
);

/** Nothing but a date, a time and few words around them. */
function isDate(text: string): boolean {
  const rest = text.replace(DATE, '');
  return rest !== text && rest.length < 60 && !/[.!?…]$/.test(rest.trim());
}

/** Who holds the rights, and who made a picture. */
export const isCredit = (text: string): boolean =>
  text.length < 160 &&
  /^[^\p{L}©]{0,2}(?:©|powered by \p{L}|\(c\)|copyright\b|all rights reserved|via [\p{L}.]+$|(?:photo|image|picture|foto|bild)s?(?: credit)?:|image copyright|media playback is)/iu.test(
    text,
  );
