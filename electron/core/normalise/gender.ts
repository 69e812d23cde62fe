/**
 * Whether a noun is feminine, by its ending: what numbers and halves must agree with in the Romance languages. A guess that
 * holds for what is usually counted.
 */
const FEMININE: Readonly<Record<string, RegExp>> = {
  fr: /(?:[st]ions?|aisons?|ettes?|[ae]nces?|ités?|tés|ées|ures?|esses?|illes?|ines?|ades?)$|^(?:pages?|femmes?|fois|heures?|minutes?|secondes?|semaines?|années?|tasses?|voix|villes?|maisons?|écoles?|rues?|parties?|lignes?|livres?|tonnes?|personnes?|places?|pièces?|chambres?|langues?|lettres?|cartes?|photos?|tables?|portes?|images?|étoiles?|routes?|voies?|mains?|têtes?|robes?|chaises?|chansons?|leçons?|façons?|nuits?|dents?|unes?|équipes?|listes?|classes?|forces?|sortes?|espèces?|entreprises?|familles?|églises?|îles?|gares?|mères?|sœurs?|cuillères?|cuillerées?|tranches?|gousses?|boîtes?|bouteilles?)$/u,
  es: /(?:as?|ción|ciones|siones|sión|dad|dades|tud|tudes|umbres?|veces|noches?|tardes?|partes?|clases?|manos?|voces|leyes|calles?|llaves?|mujeres|flores|torres|imágenes)$/u,
  it: /(?:[^i]a|ione|tà|tù|parte|notte|volte|ore|pagine|case|donne|persone|settimane|tazze|fette|lettere|classe|classi|parti|notti|mani|mano)$/u,
  pt: /(?:as?|ções?|ção|sões|são|dades?|gens?|gem|vezes|noites?|tardes?|partes?|classes?|mãos?|leis?|vozes|mulheres|flores|torres|árvores)$/u,
};
/** Masculine ones that end like others. */
const MASCULINE: Readonly<Record<string, RegExp>> = {
  fr: /^(?:musées?|lycées?|trophées?|étés?|comités?|côtés?|traités?|silences?|magazines?|stades?|grades?|squelettes?|gorilles?|domaines?|murmures?)$/u,
  es: /^(?:días?|mapas?|problemas?|temas?|sistemas?|programas?|climas?|idiomas?|planetas?|poemas?|dramas?|kilogramas?|gramas?|sofás?|tranvías?|centímetros?|esquemas?|dilemas?|fantasmas?|cometas?)$/u,
  it: /^(?:problema|tema|sistema|programma|clima|poema|pianeta|dramma|giorno|grammi|collega|artista|poeta|euro)$/u,
  pt: /^(?:dias?|mapas?|problemas?|temas?|sistemas?|programas?|climas?|idiomas?|planetas?|poemas?|dramas?|gramas?|quilogramas?|miligramas?|cometas?|fantasmas?|homens|jovens|itens|armazéns|bens|trens|totens|jardins)$/u,
};

/** @param noun In lower case. */
export const isFeminine = (noun: string, language: string): boolean =>
  FEMININE[language]?.test(noun) === true && MASCULINE[language]?.test(noun) !== true;
