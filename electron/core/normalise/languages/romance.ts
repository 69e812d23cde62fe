/** What French, Spanish, Italian and Portuguese have in common. */

/** Signs of units whose names are the same but for their endings: `km` from "kilomètre". */
export function metricUnits(names: {
  readonly one: string;
  readonly metre: readonly [one: string, many: string];
  readonly litre: readonly [one: string, many: string];
  readonly gram: readonly [one: string, many: string];
  readonly prefixes: Readonly<Record<'k' | 'c' | 'm', string>>;
  readonly square: (noun: string, many: boolean) => string;
  readonly cubic: (noun: string, many: boolean) => string;
  readonly perHour: string;
  readonly perSecond: string;
}): Readonly<Record<string, string>> {
  const { one, prefixes } = names;
  const pair = (prefix: string, [single, many]: readonly [string, string]): readonly [string, string] => [
    prefix + single,
    prefix + many,
  ];
  const text = ([single, many]: readonly [string, string], after = '') =>
    `${one} ${single}${after}|${many}${after}`;
  const shaped = (
    [single, many]: readonly [string, string],
    shape: (noun: string, many: boolean) => string,
  ) => `${one} ${shape(single, false)}|${shape(many, true)}`;
  const [km, cm, mm] = (['k', 'c', 'm'] as const).map((letter) => pair(prefixes[letter], names.metre));
  const [kilometre, centimetre, millimetre] = [km!, cm!, mm!];
  return {
    km: text(kilometre),
    m: text(names.metre),
    cm: text(centimetre),
    mm: text(millimetre),
    'km/h': text(kilometre, names.perHour),
    'm/s': text(names.metre, names.perSecond),
    'km²': shaped(kilometre, names.square),
    km2: shaped(kilometre, names.square),
    'm²': shaped(names.metre, names.square),
    m2: shaped(names.metre, names.square),
    'm³': shaped(names.metre, names.cubic),
    m3: shaped(names.metre, names.cubic),
    kg: text(pair(prefixes.k, names.gram)),
    g: text(names.gram),
    mg: text(pair(prefixes.m, names.gram)),
    l: text(names.litre),
    L: text(names.litre),
    cl: text(pair(prefixes.c, names.litre)),
    ml: text(pair(prefixes.m, names.litre)),
  };
}
