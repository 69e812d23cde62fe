/** Three-letter codes for languages, as audio tags want them. */
import { primaryLanguage } from './language.ts';

/** ISO 639-1 and the ISO 639-2/T code for the same language, run together: the two-letter code, then the three-letter one. */
const PAIRS =
  'aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul bhbih bibis ' +
  'bmbam bnben bobod brbre bsbos cacat ceche chcha cocos crcre csces cuchu cvchv cycym dadan dedeu dvdiv ' +
  'dzdzo eeewe elell eneng eoepo esspa etest eueus fafas ffful fifin fjfij fofao frfra fyfry gagle gdgla ' +
  'glglg gngrn guguj gvglv hahau heheb hihin hohmo hrhrv hthat huhun hyhye hzher iaina idind ieile igibo ' +
  'iiiii ikipk ioido isisl itita iuiku jajpn jvjav kakat kgkon kikik kjkua kkkaz klkal kmkhm knkan kokor ' +
  'krkau kskas kukur kvkom kwcor kykir lalat lbltz lglug lilim lnlin lolao ltlit lulub lvlav mgmlg mhmah ' +
  'mimri mkmkd mlmal mnmon mrmar msmsa mtmlt mymya nanau nbnob ndnde nenep ngndo nlnld nnnno nonor nrnbl ' +
  'nvnav nynya ococi ojoji omorm orori ososs papan pipli plpol pspus ptpor quque rmroh rnrun roron rurus ' +
  'rwkin sasan scsrd sdsnd sesme sgsag sisin skslk slslv smsmo snsna sosom sqsqi srsrp ssssw stsot susun ' +
  'svswe swswa tatam tetel tgtgk ththa titir tktuk tltgl tntsn toton trtur tstso tttat twtwi tytah uguig ' +
  'ukukr ururd uzuzb veven vivie vovol wawln wowol xhxho yiyid yoyor zazha zhzho zuzul';

const CODES: ReadonlyMap<string, string> = new Map(
  PAIRS.split(' ').map((pair) => [pair.slice(0, 2), pair.slice(2)]),
);

/**
 * The ISO 639-2/T code (the same as ISO 639-3's) for a BCP 47 tag: `deu` of `de-AT`, `yue` of `yue`.
 * @returns null where nothing is known.
 */
export function threeLetterCode(tag: string | null): string | null {
  if (tag === null) return null;
  const primary = primaryLanguage(tag);
  if (/^[a-z]{3}$/u.test(primary)) return primary === 'und' ? null : primary;
  return CODES.get(primary) ?? null;
}
