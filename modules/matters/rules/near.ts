/** Near-duplicates, explained: how far, how long ago, what is in common. */

export type NearCandidate = {
  number: string;
  title: string;
  body: string;
  category: string | null;
  lon: number;
  lat: number;
  receivedAt: number;
};

/** As it lies in the county, with what decides who may be shown it. */
export type NearRow = NearCandidate & {
  kind: string;
  stage: string;
  subjectOrg: string | null;
  subjectPost: string | null;
};

export type Near = {
  number: string;
  title: string;
  metres: number;
  lon: number;
  lat: number;
  why: { zh: string; en: string };
};

export type NewTrouble = {
  text: string;
  category: string | null;
  lon: number;
  lat: number;
  now: number;
};

/** Below this share of common character pairs two texts tell of different troubles. */
const COMMON_MIN = 0.12;
const SHOWN_MAX = 5;
const EARTH_M = 6_371_000;

/** Great-circle distance in metres. */
export function metresBetween(
  a: { lon: number; lat: number },
  b: { lon: number; lat: number },
): number {
  const rad = Math.PI / 180;
  const dLat = (b.lat - a.lat) * rad;
  const dLon = (b.lon - a.lon) * rad;
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The likeliest first, at most five. */
export function findNear(
  trouble: NewTrouble,
  candidates: readonly NearCandidate[],
  metresMax: number,
): Near[] {
  const own = placesOf(trouble.text);
  return (
    candidates
      .map((one) => ({ one, metres: metresBetween(trouble, one) }))
      // Words are compared of what lies near alone: that is the dear part.
      .filter(({ metres }) => metres <= metresMax)
      .map(({ one, metres }) => ({ one, metres, ...likeness(trouble, own, one) }))
      .filter(({ isLike }) => isLike)
      .sort((a, b) => b.score - a.score || (a.one.number < b.one.number ? -1 : 1))
      .slice(0, SHOWN_MAX)
      .map(({ one, metres, isSameCategory, isCommon }) => ({
        number: one.number,
        title: one.title,
        metres: Math.round(metres),
        lon: one.lon,
        lat: one.lat,
        why: explain(trouble, one, metres, isSameCategory, commonOf(own, isCommon)),
      }))
  );
}

/**
 * What a text has in common with the trouble's, as a share of the shorter one: its own pairs count
 * as often as they come. No list is made of them, most of what lies near tells of something else.
 */
function likeness(trouble: NewTrouble, own: Places, one: NearCandidate) {
  const isCommon = new Uint8Array(own.size);
  let [pairs, common] = [0, 0];
  eachPair(`${one.title}${one.body}`, (pair) => {
    pairs += 1;
    const place = own.get(pair);
    if (place === undefined || isCommon[place] === 1) return;
    isCommon[place] = 1;
    common += 1;
  });
  const share = common / Math.max(1, Math.min(own.size, pairs));
  const isSameCategory = trouble.category !== null && trouble.category === one.category;
  const isLike = share >= COMMON_MIN || (isSameCategory && share >= COMMON_MIN / 3);
  return { isSameCategory, isLike, isCommon, score: share + (isSameCategory ? 0.3 : 0) };
}

/** No device knows better where it is. */
const SAME_SPOT_M = 5;

function explain(
  trouble: NewTrouble,
  one: NearCandidate,
  metres: number,
  isSameCategory: boolean,
  common: readonly Pair[],
) {
  const days = Math.max(0, Math.floor((trouble.now - one.receivedAt) / 86_400_000));
  const words = wordsOf(common);
  const far = Math.round(metres);
  const where = {
    zh: far < SAME_SPOT_M ? '就在同一处' : `相距约${far}米`,
    en: far < SAME_SPOT_M ? 'at the same spot' : `about ${far} m away`,
  };
  const ago = { zh: days === 0 ? '一天内' : `${days}天前`, en: agoInEnglish(days) };
  return {
    zh:
      `${where.zh}，${ago.zh}登记${isSameCategory ? '，同一类别' : ''}` +
      (words.length > 0 ? `，共同字词：${words.join('、')}` : ''),
    en:
      `${where.en}, registered ${ago.en}${isSameCategory ? ', same category' : ''}` +
      (words.length > 0 ? `, in common: ${words.join(', ')}` : ''),
  };
}

function agoInEnglish(days: number): string {
  if (days === 0) return 'within a day';
  return days === 1 ? '1 day ago' : `${days} days ago`;
}

const WORDS_MAX = 3;

/** Pairs that overlap read as what they were in the text: 路灯、灯不、不亮 as 路灯不亮. */
function wordsOf(pairs: readonly Pair[]): string[] {
  const words: string[] = [];
  let end = -1;
  for (const pair of pairs) {
    const [first, second] = lettersOf(pair);
    if (first === end) words[words.length - 1] += String.fromCodePoint(second);
    else words.push(String.fromCodePoint(first, second));
    end = second;
  }
  return words.sort((a, b) => b.length - a.length).slice(0, WORDS_MAX);
}

/**
 * Two letters as one number, which fits 32 bits but for rare signs: two hundred texts may be
 * compared with a report, and as texts their pairs were a twelfth of what it costs.
 */
type Pair = number;
const PLANE = 0x1_0000;
const SIGNS = 0x20_0000;
const RARE = 2 ** 42;

const pairOf = (first: number, second: number): Pair =>
  first < PLANE && second < PLANE ? (first << 16) | second : RARE + first * SIGNS + second;

function lettersOf(pair: Pair): [number, number] {
  if (pair < RARE) return [pair >>> 16, pair & 0xffff];
  return [Math.floor((pair - RARE) / SIGNS), (pair - RARE) % SIGNS];
}

/** Pairs of neighbouring Chinese characters or letters, punctuation left out. */
function eachPair(text: string, found: (pair: Pair) => void): void {
  let before = -1;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.codePointAt(at) ?? 0;
    if (sign >= PLANE) at += 1;
    if (!isLetter(sign)) continue;
    if (before >= 0) found(pairOf(before, sign));
    before = sign;
  }
}

/** Each pair of a text once, in its order, with its place there. */
type Places = ReadonlyMap<Pair, number>;

function placesOf(text: string): Places {
  const places = new Map<Pair, number>();
  eachPair(text, (pair) => {
    if (!places.has(pair)) places.set(pair, places.size);
  });
  return places;
}

const commonOf = (own: Places, isCommon: Uint8Array) =>
  [...own.keys()].filter((_, place) => isCommon[place] === 1);

const LETTER = /[\p{L}\p{N}]/u;
/** Of the common signs: 1 a letter or digit, 2 none, 0 not asked yet. */
const asked = new Uint8Array(PLANE);

function isLetter(sign: number): boolean {
  if (sign < PLANE && asked[sign] !== 0) return asked[sign] === 1;
  const is = LETTER.test(String.fromCodePoint(sign));
  if (sign < PLANE) asked[sign] = is ? 1 : 2;
  return is;
}
