// 分类 — proposed from the worker's own words by what two neighbouring characters they share with a category.

export interface Category {
  code: string;
  name: string;
  words?: string;
}

export function pairs(words: string): Set<string> {
  const runs = words.toLowerCase().match(/[\p{Script=Han}]+|[a-z0-9]+/gu) ?? [];
  return new Set(runs.flatMap((run) => Array.from(run.slice(1), (letter, n) => `${run[n]}${letter}`)));
}

/** At most three; none when nothing fits: a wrong proposal is worse than none. */
export function likely(said: string, categories: Category[], most = 3): Category[] {
  const mine = pairs(said);
  const scored = categories.map((category) => {
    const named = [...pairs(category.name)].filter((pair) => mine.has(pair)).length;
    const worded = [...pairs(category.words ?? "")].filter((pair) => mine.has(pair)).length;
    return { category, score: 2 * named + worded };
  });
  return scored
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, most)
    .map(({ category }) => category);
}

/** What looks like a phone or an identity number: a note about feelings has no person in it. */
export function namesSomebody(words: string): boolean {
  return /(^|\D)(1[3-9]\d{9}|\d{17}[\dXx])(\D|$)/.test(words);
}
