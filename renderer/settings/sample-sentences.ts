/** What a voice says of itself, in languages enough that most are heard in their own; others are heard in English. */
const SENTENCES: Readonly<Record<string, string>> = {
  en: 'The lamp was lit early that evening, and she read on until the words began to walk.',
  de: 'Die Lampe brannte früh an diesem Abend, und sie las, bis die Worte zu gehen begannen.',
  fr: 'La lampe fut allumée tôt ce soir-là, et elle lut jusqu’à ce que les mots se mettent en marche.',
  es: 'Aquella tarde encendieron la lámpara temprano, y ella leyó hasta que las palabras echaron a andar.',
  it: 'Quella sera la lampada fu accesa presto, e lei lesse finché le parole non si misero in cammino.',
  pt: 'Naquela tarde acenderam a lâmpada cedo, e ela leu até que as palavras começaram a andar.',
  nl: 'De lamp brandde die avond vroeg, en zij las door tot de woorden begonnen te lopen.',
  sv: 'Lampan tändes tidigt den kvällen, och hon läste tills orden började gå.',
  pl: 'Tego wieczoru lampę zapalono wcześnie, a ona czytała, aż słowa zaczęły iść.',
  ru: 'В тот вечер лампу зажгли рано, и она читала, пока слова не пошли сами.',
  ja: 'その晩は早くから明かりがともり、彼女は言葉が歩き出すまで読み続けた。',
  zh: '那天晚上灯点得很早，她一直读到文字仿佛走了起来。',
  hi: 'उस शाम दीपक जल्दी जलाया गया, और वह तब तक पढ़ती रही जब तक शब्द चलने न लगे।',
};

/** @param language A BCP 47 tag. */
export function sampleSentence(language: string): string {
  return SENTENCES[language.split('-')[0]?.toLowerCase() ?? 'en'] ?? SENTENCES['en'] ?? '';
}
