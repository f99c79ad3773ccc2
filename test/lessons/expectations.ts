/** The table of expectations of a chapter: what each setting of its knobs shows, and what it must not say. */
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import type { Chapter, Claim } from '../../src/lessons/chapter.ts';
import type { Given, Knob } from '../../src/lessons/knobs.ts';
import type { Language } from '../../src/lessons/language.ts';
import { played, type Seen } from './played.ts';

export interface Expectation {
  /** The knobs that are set; the others have their defaults. */
  readonly set: Given;
  /** The right answer; without it, the run decides, because it depends on this machine. */
  readonly right?: number;
  /** Without it, the run decides: a claim about time is not asserted. */
  readonly claim?: Claim;
  /** The facts of the run that do not depend on time. */
  readonly facts?: object;
  /** What the texts must say: in the question, during the run or in the reveal. */
  readonly says?: readonly RegExp[];
  /** What would be false. */
  readonly never?: readonly RegExp[];
}

/** The settings that a table must have: the defaults, both ends or all words of every knob, and what "Try it" asks for. */
export function settingsToCheck({ knobs, tryIt }: Chapter): Given[] {
  return [{}, ...knobs.flatMap(endsOf), ...(tryIt.kind === 'set' ? [tryIt.set] : [])];
}

function endsOf(knob: Knob): Given[] {
  const values = knob.kind === 'word' ? knob.words : [knob.from, knob.to];
  return values.flatMap((value) => (value === knob.usual ? [] : [{ [knob.name]: String(value) }]));
}

/** What no text may contain: a value that is missing or wrong. */
const BROKEN = /\bNaN\b|\bundefined\b(?! \})|\bnull\b|\bInfinity\b|\[object|-0\b/;

/** A run with a long piece of work in it takes 10 s alone, and three times that beside two other files. Only one that hangs takes so long. */
const PLAYED = { timeout: 120_000 } as const;

/** Plays the chapter with each setting of the table, and checks that the table is complete. */
export function checkChapter(
  chapter: Chapter,
  table: readonly Expectation[],
  options: { readonly mayContain?: RegExp } = {},
) {
  const { title } = chapter.in('en');
  describe(`chapter ${chapter.number}: ${title}`, () => {
    test('the table has the defaults, the ends of every knob, and what "Try it" asks for', () => {
      const inTable = table.map(({ set }) => settingText(set));
      for (const set of settingsToCheck(chapter)) expect(inTable).toContain(settingText(set));
    });

    test.each(table.map((row) => [settingText(row.set), row] as const))('%s', PLAYED, async (_, row) => {
      const { outcome, recorded, opening, run, reveal } = await played(chapter, row.set);
      const { right, claim, facts } = outcome;
      const question = chapter.in('en').with(row.set).question;
      expect(question.answers[right]).toBeDefined();
      if (row.right !== undefined) expect(right).toBe(row.right);
      if (row.claim !== undefined) expect(claim).toBe(row.claim);
      if (row.facts !== undefined) expect(facts).toMatchObject(row.facts);
      const flat = `${opening}${run}${reveal}`.replace(/\s+/g, ' ');
      for (const pattern of row.says ?? []) expect(flat).toMatch(pattern);
      for (const pattern of row.never ?? []) expect(flat).not.toMatch(pattern);
      const check = (text: string): void =>
        expect(
          options.mayContain === undefined ? text : text.replaceAll(new RegExp(options.mayContain, 'g'), ''),
        ).not.toMatch(BROKEN);
      check(flat);
      for (const language of chapter.languages) {
        // The other languages show the same run: only its findings are said again.
        const run = { ...recorded, outcome: { ...recorded.outcome, ...outcome.in(language) } };
        const other = await played(chapter, row.set, { columns: WIDTHS[0], language, recorded: run });
        check(`${other.opening}${other.reveal}`.replace(/\s+/g, ' '));
        expect(chapter.in(language).with(row.set).question.answers).toHaveLength(question.answers.length);
      }
      const { changes } = chapter.in('en').with(row.set);
      for (const { name, from, to } of changes) expect(flat).toContain(`changed: ${name} ${from} -> ${to}`);
      if (changes.length > 0) expect(flat).not.toContain('Not confirmed');
    });

    test.each(chapter.languages)(
      '%s fits every screen, and does not show its answer before the reveal',
      async (language) => {
        // The run is the same on every screen, except for pictures, which fill the width.
        const [narrow, ...wide] = WIDTHS;
        const live = await played(chapter, {}, { columns: narrow, language });
        checkScreen(live, narrow, chapter, language);
        for (const columns of wide)
          checkScreen(
            await played(chapter, {}, { columns, language, recorded: live.recorded }),
            columns,
            chapter,
            language,
          );
      },
    );
  });
}

const WIDTHS = [60, 80, 120] as const;

function checkScreen(
  { outcome, opening, run, reveal }: Seen,
  columns: number,
  chapter: Chapter,
  language: Language,
): void {
  for (const line of `${opening}${run}${reveal}`.split('\n'))
    expect([line, stringWidth(line)]).toEqual([line, Math.min(columns, stringWidth(line))]);
  const flat = (text: string): string => text.replace(/\s+/g, ' ');
  const answer = chapter.in(language).with({}).question.answers[outcome.right] ?? '';
  expect(flat(reveal)).toContain(`${String.fromCharCode(65 + outcome.right)} ${flat(answer)}`);
  expect(flat(`${opening}${run}`)).not.toContain(flat(outcome.figures));
  expect(run.trim().length).toBeGreaterThan(0);
}

function settingText(set: Given): string {
  const settings = Object.entries(set).map(([name, value]) => `${name}=${value}`);
  return settings.length === 0 ? 'defaults' : settings.toSorted().join(' ');
}
